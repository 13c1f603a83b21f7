import {
  burnRate,
  DAY_AGO_WINDOW,
  DAY_MINUTES,
  errorBudget,
  historyShare,
  MINUTE_MS,
  projectedExhaustionMs,
  tallySum,
  trailingKey,
  WHOLE_WINDOW,
  type TallyWindow,
  type WindowCounts,
  type WindowTally,
} from '@leeway/slo';
import type { SloRecord } from './slo-record.ts';

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

/** Budget, pace and the windows of every alert row at the moment of a tally, from its sums alone. */
export function measureSlo(slo: Pick<SloRecord, 'target'>, tally: WindowTally, nowMs: number): SloMeasurement {
  const window = windowOf(tally, WHOLE_WINDOW);
  const { toMs } = tally;
  const range = { fromMs: window.fromMs, toMs };
  const lengthMs = toMs - window.fromMs;
  const { remaining } = errorBudget(window, slo.target);
  const pace = burnRate(windowOf(tally, trailingKey(60)), slo.target);
  const left = projectedExhaustionMs({ remaining, burnRate: pace, windowMs: lengthMs });
  return {
    toMs,
    window,
    coverage: window.measuredMinutes / (lengthMs / MINUTE_MS),
    remaining,
    remainingDayAgo: errorBudget(dayAgo(tally), slo.target).remaining,
    burnRate: pace,
    exhaustsAtMs: left === null ? null : nowMs + left,
    measuredFromMs: tally.measuredFromMs,
    measuredToMs: tally.measuredToMs,
    historyShare: historyShare({ measuredFromMs: tally.measuredFromMs, ...range }),
    sum: tallySum(tally),
  };
}

function windowOf(tally: WindowTally, key: string): TallyWindow {
  const found = tally.windows.find((window) => window.key === key);
  if (found === undefined) throw new RangeError(`the window ${key} is not kept`);
  return found;
}

/** The SLO's window as it was a day ago: from its beginning until now, less the last day. */
function dayAgo(tally: WindowTally): { good: number; bad: number } {
  const since = windowOf(tally, DAY_AGO_WINDOW);
  const day = windowOf(tally, trailingKey(DAY_MINUTES));
  return { good: since.good - day.good, bad: since.bad - day.bad };
}

/** Events that a whole window is expected to hold, from the share of it that was measured. */
export function expectedTotal(window: WindowCounts, minutes: number): number | null {
  if (window.measuredMinutes === 0) return null;
  return ((window.good + window.bad) / window.measuredMinutes) * minutes;
}
