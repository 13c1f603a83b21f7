import { HOUR_MS } from './alarm-counts.ts';
import type { FeatureAlarmReading } from './judge-feature-alarm.ts';

const QUIET_MS = HOUR_MS;

/** Of one feature; null while nothing is wrong. */
export type AlarmEpisode = { openedMs: number; lastHeldMs: number } | null;

/**
 * Opens on an alert of any window length; goes on while any view holds; closes after an hour without. Windows that
 * could not be judged neither open nor hold.
 */
export function stepAlarmEpisode(
  episode: AlarmEpisode,
  readings: readonly FeatureAlarmReading[],
  atMs: number,
): AlarmEpisode {
  const judged = readings.filter((reading) => reading.state !== 'insufficient');
  if (episode === null) return judged.some(({ isAlert }) => isAlert) ? { openedMs: atMs, lastHeldMs: atMs } : null;
  if (judged.some(({ isHolding }) => isHolding)) return { ...episode, lastHeldMs: atMs };
  return atMs - episode.lastHeldMs >= QUIET_MS ? null : episode;
}
