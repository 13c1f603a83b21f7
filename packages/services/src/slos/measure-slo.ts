import {
  burnRate,
  errorBudget,
  historyShare,
  MINUTE_MS,
  projectedExhaustionMs,
  rollingWindow,
  windowMinutes,
  type MinuteRange,
  type WindowCounts,
} from '@leeway/slo';
import { measuredStretch, sumSliWindows, type Db, type Tx } from '@leeway/store';
import type { SloRecord } from './slo-record.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export type SloMeasurement = {
  toMs: number;
  window: WindowCounts;
  coverage: number;
  remaining: number | null;
  remainingDayAgo: number | null;
  /** Over the last hour. */
  burnRate: number | null;
  exhaustsAtMs: number | null;
  measuredFromMs: number | null;
  measuredToMs: number | null;
  /** Share of the window since something was first measured in it. */
  historyShare: number;
  /** Sum of any window that a row of the policy asks for, all ending at `toMs`. */
  sum: (fromMs: number, toMs: number) => WindowCounts;
};

/** Budget, pace and the windows of every alert row at one moment, from counts, in one statement. */
export async function measureSlo(db: Db | Tx, slo: SloRecord, nowMs: number): Promise<SloMeasurement> {
  const minutes = windowMinutes(slo.windowDays);
  const whole = rollingWindow(nowMs, minutes);
  const dayAgo = rollingWindow(nowMs - DAY_MS, minutes);
  const { toMs } = whole;
  const hour: MinuteRange = { fromMs: toMs - HOUR_MS, toMs };
  const rows = slo.spec.alerting.rows.flatMap((row) => [row.longMinutes, row.shortMinutes]);
  const ranges = [whole, dayAgo, hour, ...rows.map((length) => ({ fromMs: toMs - length * MINUTE_MS, toMs }))];
  const sums = await sumSliWindows(db, slo.id, ranges);
  const byRange = new Map(ranges.map((range, index) => [`${range.fromMs}:${range.toMs}`, sums[index]]));
  const sum = (fromMs: number, until: number): WindowCounts => {
    const found = byRange.get(`${fromMs}:${until}`);
    if (found === undefined) throw new RangeError('a window that was not summed');
    return found;
  };
  const window = sum(whole.fromMs, toMs);
  const { remaining } = errorBudget(window, slo.target);
  const pace = burnRate(sum(hour.fromMs, toMs), slo.target);
  const { measuredFromMs, measuredToMs } = await measuredStretch(db, { sloId: slo.id, fromMs: whole.fromMs });
  const left = projectedExhaustionMs({ remaining, burnRate: pace, windowMs: minutes * MINUTE_MS });
  return {
    toMs,
    window,
    coverage: window.measuredMinutes / minutes,
    remaining,
    remainingDayAgo: errorBudget(sum(dayAgo.fromMs, dayAgo.toMs), slo.target).remaining,
    burnRate: pace,
    exhaustsAtMs: left === null ? null : nowMs + left,
    measuredFromMs,
    measuredToMs,
    historyShare: historyShare({ measuredFromMs, ...whole }),
    sum,
  };
}

/** Events that a whole window is expected to hold, from the share of it that was measured. */
export function expectedTotal(window: WindowCounts, minutes: number): number | null {
  if (window.measuredMinutes === 0) return null;
  return ((window.good + window.bad) / window.measuredMinutes) * minutes;
}
