import { budgetShare } from './budget-share.ts';

export type ErrorBudget = {
  /** Bad ones that the target allows among those that were measured. */
  allowed: number;
  /** 1 = untouched, 0 = gone, below 0 = overspent; null when nothing was measured. */
  remaining: number | null;
};

/**
 * Budget from counts: remaining = 1 − bad ÷ ((1 − target) · (good + bad)). Never a mean of ratios, never clamped,
 * and unknown ones are in neither number. With nothing measured there is no budget to speak of: null. Of a window that
 * is over by `elapsedShare` (0 < share ≤ 1) only, the rest is taken to bring as many: allowed = (1 − target) · total ÷ share.
 */
export function errorBudget(counts: { good: number; bad: number }, target: number, elapsedShare = 1): ErrorBudget {
  const total = counts.good + counts.bad;
  const allowed = (budgetShare(target) * total) / elapsedShare;
  return { allowed, remaining: total === 0 ? null : 1 - counts.bad / allowed };
}
