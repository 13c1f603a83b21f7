const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Chance of a false alarm that one look at one metric may take so that all of them together stay within a budget per
 * week: budget ÷ (features × metrics × windows a week × looks per window). Bonferroni, so no independence is assumed.
 */
export function falseAlarmProbability(budget: {
  perWeek: number;
  features: number;
  metrics: number;
  windowMs: number;
  looksPerWindow: number;
}): number {
  const windowsPerWeek = WEEK_MS / Math.max(1, budget.windowMs);
  const looks =
    Math.max(1, budget.features) * Math.max(1, budget.metrics) * Math.max(1, windowsPerWeek * budget.looksPerWindow);
  return Math.min(0.05, Math.max(1e-30, budget.perWeek / looks));
}
