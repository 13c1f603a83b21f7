import { z } from 'zod';
import { stepAlarmEpisode, type AlarmEpisode } from '../../alarms/alarm-episode.ts';
import { ALARM_VIEWS, type AlarmViewId } from '../../alarms/alarm-rule-settings.ts';
import type { LengthReading } from './present-readings.ts';

/** A feature's open episode, or the last one while windows still reach back into it. Others are not remembered. */
export const AlarmMemory = z.object({
  feature: z.string(),
  episode: z.object({ openedMs: z.number(), lastHeldMs: z.number(), beganMs: z.number() }).nullable(),
  /** When the last episode held for the last time. */
  endedMs: z.number().nullable(),
  /** Largest statistic ÷ events of each view that alerted in this episode: how strong the change was. */
  peaks: z.array(z.object({ view: z.enum(ALARM_VIEWS), perEvent: z.number() })),
});
export type AlarmMemory = z.infer<typeof AlarmMemory>;

function peaksOf(before: AlarmMemory['peaks'], readings: readonly LengthReading[]): AlarmMemory['peaks'] {
  const peaks = new Map<AlarmViewId, number>(before.map(({ view, perEvent }) => [view, perEvent]));
  for (const { reading } of readings) {
    if (reading.state !== 'judged') continue;
    for (const { view, isAlert, statistic } of reading.views)
      if (isAlert) peaks.set(view, Math.max(peaks.get(view) ?? 0, statistic / reading.n));
  }
  return ALARM_VIEWS.flatMap((view) => {
    const perEvent = peaks.get(view);
    return perEvent === undefined ? [] : [{ view, perEvent }];
  });
}

function episodeOf(memory: AlarmMemory | undefined): AlarmEpisode {
  if (memory?.episode === undefined || memory.episode === null) return null;
  const { openedMs, lastHeldMs } = memory.episode;
  return { openedMs, lastHeldMs };
}

/**
 * What is remembered after one more look. `newSinceMs`: since when events arrived that no earlier window held;
 * `longestMs`: for so long an ended episode is remembered.
 */
export function stepAlarmMemory(
  before: AlarmMemory | undefined,
  readings: readonly LengthReading[],
  at: { feature: string; windowEndMs: number; newSinceMs: number; longestMs: number },
): AlarmMemory | undefined {
  const { feature, windowEndMs, newSinceMs, longestMs } = at;
  const open = before?.episode ?? null;
  const next = stepAlarmEpisode(
    episodeOf(before),
    readings.map(({ reading }) => reading),
    windowEndMs,
  );
  const endedMs = next === null && open !== null ? open.lastHeldMs : (before?.endedMs ?? null);
  const remembered = endedMs !== null && windowEndMs - longestMs < endedMs ? endedMs : null;
  if (next === null)
    return remembered === null ? undefined : { feature, episode: null, endedMs: remembered, peaks: [] };
  return {
    feature,
    episode: { ...next, beganMs: open?.beganMs ?? newSinceMs },
    endedMs: remembered,
    peaks: peaksOf(open === null ? [] : (before?.peaks ?? []), readings),
  };
}
