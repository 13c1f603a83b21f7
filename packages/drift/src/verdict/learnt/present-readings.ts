import type { AlarmView, FeatureAlarmReading } from '../../alarms/judge-feature-alarm.ts';
import type { AlarmMemory } from './alarm-memory.ts';

export type LengthReading = { windowMs: number; reading: FeatureAlarmReading };
type Judged = Exclude<FeatureAlarmReading, { state: 'insufficient' }>;

/** So many times its threshold must a shorter window be expected to reach before its calm counts. */
const SURELY_SEEN = 2;

/**
 * Whether a shorter window shows that what a longer one still holds is over: it is calm, though the same effect, or the
 * largest that the episode has had, would bring it to twice its threshold (a statistic grows with the number of events).
 * Without a threshold of its own, because no cell was conspicuous or the reference is unstable, the longer window's
 * stands in, or the effect alone.
 */
function isOver(view: AlarmView, of: Judged, shorter: Judged, peak: number): boolean {
  const own = shorter.views.find((one) => one.view === view.view);
  if (own === undefined ? view.view !== 'cell' : own.isHolding) return false;
  if (of.state === 'unstable') return own !== undefined;
  const threshold = own !== undefined && own.threshold > 0 ? own.threshold : view.threshold;
  return Math.max(peak, view.statistic / of.n) * shorter.n > SURELY_SEEN * threshold;
}

function withViews(reading: Judged, views: AlarmView[]): Judged {
  const isAlert = views.some((view) => view.isAlert);
  return { ...reading, views, isAlert, isHolding: views.some((view) => view.isHolding) };
}

/**
 * Readings of windows that end together, in ascending order of length, without what is over: a day's window remembers a
 * change for a day. Left out are views of which a calm shorter window proves that the change has gone, and everything
 * that holds in a window that reaches back into an episode that has ended.
 */
export function presentReadings(
  readings: readonly LengthReading[],
  memory: AlarmMemory | undefined,
  windowEndMs: number,
): LengthReading[] {
  const shorter: Judged[] = [];
  const peaks = new Map(memory?.peaks.map(({ view, perEvent }) => [view, perEvent]));
  const endedMs = memory?.endedMs ?? -Infinity;
  return readings.map(({ windowMs, reading }) => {
    if (reading.state === 'insufficient') return { windowMs, reading };
    const isPast = (view: AlarmView) =>
      view.isHolding &&
      (windowEndMs - windowMs < endedMs ||
        shorter.some((one) => isOver(view, reading, one, peaks.get(view.view) ?? 0)));
    const views = reading.isHolding ? reading.views.filter((view) => !isPast(view)) : reading.views;
    shorter.push(reading);
    return { windowMs, reading: views.length === reading.views.length ? reading : withViews(reading, views) };
  });
}
