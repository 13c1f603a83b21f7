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
  windowSpan,
  WHOLE_WINDOW,
  type SloWindow,
  type TallyWindow,
  type WindowCounts,
  type WindowTally,
} from '@leeway/slo';
import type { SloRecord } from './slo-record.ts';

export type SloMeasurement = {
  toMs: number;
  windowFromMs: number;
  /** How much of the window is over: 1 where it rolls. */
  elapsedShare: number;
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
export function measureSlo(
  slo: SloWindow & Pick<SloRecord, 'target'>,
  tally: WindowTally,
  nowMs: number,
): SloMeasurement {
  const window = windowOf(tally, WHOLE_WINDOW);
  const { toMs } = tally;
  const range = { fromMs: window.fromMs, toMs };
  const lengthMs = toMs - window.fromMs;
  const { wholeMs, elapsedShare } = windowSpan(slo, toMs);
  const isCalendar = slo.calendar !== undefined && slo.calendar !== null;
  const { remaining } = errorBudget(window, slo.target, elapsedShare);
  const pace = burnRate(windowOf(tally, trailingKey(60)), slo.target);
  const left = projectedExhaustionMs({
    remaining,
    burnRate: pace,
    windowMs: wholeMs,
    ...(isCalendar ? { endsInMs: wholeMs - lengthMs } : {}),
  });
  return {
    toMs,
    windowFromMs: window.fromMs,
    elapsedShare,
    window,
    coverage: window.measuredMinutes / (lengthMs / MINUTE_MS),
    remaining,
    remainingDayAgo: remainingDayAgo(slo, tally),
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

/** Null where another window of the calendar was running a day ago: its budget was another one. */
function remainingDayAgo(slo: SloWindow & Pick<SloRecord, 'target'>, tally: WindowTally): number | null {
  const before = windowSpan(slo, tally.toMs - DAY_MINUTES * MINUTE_MS);
  const isOther =
    slo.calendar !== undefined && slo.calendar !== null && before.fromMs < windowOf(tally, WHOLE_WINDOW).fromMs;
  return isOther ? null : errorBudget(dayAgo(tally), slo.target, before.elapsedShare).remaining;
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
