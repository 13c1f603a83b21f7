import { budgetShare } from '../budget/budget-share.ts';

/**
 * How many times faster than allowed the budget is spent: error ratio ÷ (1 − target). 1 spends exactly the budget
 * over one window. Null when nothing was measured.
 */
export function burnRate(counts: { good: number; bad: number }, target: number): number | null {
  const total = counts.good + counts.bad;
  return total === 0 ? null : counts.bad / total / budgetShare(target);
}

/** The burn rate of a total outage, which no burn rate can exceed: 1 ÷ (1 − target). */
export function maximumBurnRate(target: number): number {
  return 1 / budgetShare(target);
}
