export type AlertThresholds = { lower: number | null; upper: number | null };

const DEVIATIONS = 3;

/**
 * Where a metric is usual: mean ± 3 standard deviations of its realised values over chunks of the reference, clipped
 * to [0, limit]. Values that are null are left out; null without any. Source: NannyML 0.13,
 * `StandardDeviationThreshold`.
 */
export function alertThresholds(realised: readonly (number | null)[], limit: number): AlertThresholds {
  const values = realised.filter((value) => value !== null);
  if (values.length === 0) return { lower: null, upper: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return { lower: Math.max(0, mean - DEVIATIONS * std), upper: Math.min(limit, mean + DEVIATIONS * std) };
}
