import { errorBudget } from '../budget/error-budget.ts';
import type { SliCounts } from '../sli/minute-signals.ts';

/** Counts of one stretch of time; stretches are of equal length and follow each other. */
export type SliBucket = SliCounts & { startMs: number; measuredMinutes: number };

export type BudgetPoint = {
  startMs: number;
  endMs: number;
  good: number;
  bad: number;
  measuredMinutes: number;
  /** Share of bad ones in this stretch; null when nothing was measured. */
  errorRatio: number | null;
  /** Budget left of the rolling window that ends with this stretch. */
  remaining: number | null;
};

/**
 * Error ratio by stretch and the rolling budget at the end of each. `buckets` hold two windows: one to show and the
 * one before it, which the first rolling sums reach back into. The last point is the budget of the whole window.
 */
export function budgetSeries(input: {
  buckets: readonly SliBucket[];
  bucketMs: number;
  windowBuckets: number;
  target: number;
}): BudgetPoint[] {
  const { buckets, windowBuckets } = input;
  const points: BudgetPoint[] = [];
  let good = 0;
  let bad = 0;
  for (const [index, bucket] of buckets.entries()) {
    good += bucket.good;
    bad += bucket.bad;
    const leaving = buckets[index - windowBuckets];
    good -= leaving?.good ?? 0;
    bad -= leaving?.bad ?? 0;
    if (index < buckets.length - windowBuckets) continue;
    const total = bucket.good + bucket.bad;
    points.push({
      startMs: bucket.startMs,
      endMs: bucket.startMs + input.bucketMs,
      good: bucket.good,
      bad: bucket.bad,
      measuredMinutes: bucket.measuredMinutes,
      errorRatio: total === 0 ? null : bucket.bad / total,
      remaining: errorBudget({ good, bad }, input.target).remaining,
    });
  }
  return points;
}
