import { compensatedSum } from './compensated-sum.ts';

export type Moments = {
  n: number;
  mean: number;
  /** With divisor n. */
  variance: number;
  /** With divisor n − 1; null for one value. */
  sampleVariance: number | null;
  /** m₃/m₂^1.5 and m₄/m₂² − 3, without correction for small n; null where all values are equal. */
  skewness: number | null;
  excessKurtosis: number | null;
};

function centralSums(values: Float64Array, mean: number): { second: number; third: number; fourth: number } {
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (const value of values) {
    const deviation = value - mean;
    const square = deviation * deviation;
    second += square;
    third += square * deviation;
    fourth += square * square;
  }
  return { second, third, fourth };
}

/**
 * Mean and central moments in two passes (Chan, Golub & LeVeque, Am. Stat. 37(3), 1983). Null for no values and where a
 * mean or variance is beyond the range of doubles. One value has variance 0. Relative error about n·2⁻⁵³ of the variance.
 */
export function moments(values: Float64Array): Moments | null {
  const n = values.length;
  const mean = compensatedSum(values) / n;
  if (n === 0 || !Number.isFinite(mean)) return null;
  const { second, third, fourth } = centralSums(values, mean);
  const variance = second / n;
  if (!Number.isFinite(variance)) return null;
  // A spread that is nothing but the rounding of the mean is none.
  const isConstant = values.every((value) => value === values[0]);
  const skewness = third / n / variance ** 1.5;
  const excessKurtosis = fourth / n / variance ** 2 - 3;
  return {
    n,
    mean: isConstant ? (values[0] as number) : mean,
    variance: isConstant ? 0 : variance,
    sampleVariance: n < 2 ? null : isConstant ? 0 : second / (n - 1),
    skewness: isConstant || !Number.isFinite(skewness) ? null : skewness,
    excessKurtosis: isConstant || !Number.isFinite(excessKurtosis) ? null : excessKurtosis,
  };
}
