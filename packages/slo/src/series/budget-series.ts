import { errorBudget } from '../budget/error-budget.ts';
import { MINUTE_MS, type MinuteRange } from '../budget/rolling-window.ts';
import { windowSpan, type SloWindow } from '../window/slo-window.ts';
import type { MinuteSeries } from './minute-series.ts';

export type BudgetPoint = {
  startMs: number;
  endMs: number;
  good: number;
  bad: number;
  measuredMinutes: number;
  /** Share of bad ones in this stretch; null when nothing was measured. */
  errorRatio: number | null;
  /** Budget left of the window that this stretch ends in. */
  remaining: number | null;
};

/** Lengths that people read easily, in minutes. */
const BUCKET_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1_440];
const MOST_POINTS = 200;

/** The shortest easy length that cuts a range into at most 200 stretches. */
export function bucketMsFor(rangeMs: number): number {
  const fits = BUCKET_MINUTES.find((minutes) => rangeMs / (minutes * MINUTE_MS) <= MOST_POINTS);
  return (fits ?? 1_440) * MINUTE_MS;
}

/**
 * Error ratio by stretch, and the window's budget at the end of each. Stretches are laid from the end of the range, so
 * the last point is exactly the budget of the SLO's whole window. The series must reach one window before the range.
 */
export function budgetSeries(input: {
  series: MinuteSeries;
  range: MinuteRange;
  bucketMs: number;
  window: SloWindow;
  target: number;
}): BudgetPoint[] {
  const { series, range, bucketMs } = input;
  const count = Math.max(0, Math.ceil((range.toMs - range.fromMs) / bucketMs));
  return Array.from({ length: count }, (_, index) => {
    const endMs = range.toMs - (count - 1 - index) * bucketMs;
    const { good, bad, measuredMinutes } = series.sum(endMs - bucketMs, endMs);
    const { fromMs, elapsedShare } = windowSpan(input.window, endMs);
    const window = series.sum(fromMs, endMs);
    return {
      startMs: endMs - bucketMs,
      endMs,
      good,
      bad,
      measuredMinutes,
      errorRatio: good + bad === 0 ? null : bad / (good + bad),
      remaining: errorBudget(window, input.target, elapsedShare).remaining,
    };
  });
}
