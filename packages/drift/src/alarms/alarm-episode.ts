import type { AlarmSettings } from './alarm-settings.ts';

export type AlarmEpisode = { openedAtMs: number; lastLoudMs: number };
export type EpisodeStep = { episode: AlarmEpisode | null; change: 'opened' | 'closed' | null };

/**
 * The episode of a feature after one more look at all its windows: any alert opens one, anything loud keeps it open,
 * `quietMs` without either closes it. `nowMs` never falls from step to step.
 */
export function stepAlarmEpisode(
  episode: AlarmEpisode | null,
  seen: { isAlert: boolean; isLoud: boolean; nowMs: number },
  { quietMs }: AlarmSettings,
): EpisodeStep {
  const { isAlert, isLoud, nowMs } = seen;
  if (episode === null)
    return isAlert
      ? { episode: { openedAtMs: nowMs, lastLoudMs: nowMs }, change: 'opened' }
      : { episode: null, change: null };
  if (isAlert || isLoud) return { episode: { ...episode, lastLoudMs: nowMs }, change: null };
  return nowMs - episode.lastLoudMs >= quietMs ? { episode: null, change: 'closed' } : { episode, change: null };
}
