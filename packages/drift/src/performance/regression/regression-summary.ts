import { measured, undefinedBecause, type PerformanceReading } from '../performance-metric.ts';

/** What regression metrics are made of, from raw rows or from a pane; errors are predicted − actual. */
export type RegressionSummary = {
  n: number;
  meanError: PerformanceReading;
  meanAbsolute: PerformanceReading;
  meanSquared: PerformanceReading;
  medianAbsolute: PerformanceReading;
  maxAbsolute: PerformanceReading;
  /** Mean of |error| ÷ max(|actual|, 2^−52). */
  meanRelative: PerformanceReading;
  /** Mean of (ln(1 + predicted) − ln(1 + actual))². */
  meanSquaredLog: PerformanceReading;
  /** Mean squared deviation of the actual values, and of the errors, from their mean. */
  actualVariance: PerformanceReading;
  errorVariance: PerformanceReading;
};

/** Values of nothing are divided by this at least, as scikit-learn does. */
export const SMALLEST_DIVISOR = Number.EPSILON;

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function variance(values: Float64Array): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function squaredLogs(actual: Float64Array, predicted: Float64Array): PerformanceReading {
  if (actual.some((value) => value <= -1) || predicted.some((value) => value <= -1))
    return undefinedBecause('a value is −1 or less, its logarithm of 1 + value does not exist');
  return measured(mean(actual.map((value, i) => (Math.log1p(predicted[i] ?? 0) - Math.log1p(value)) ** 2)));
}

const NOTHING = undefinedBecause('no labelled predictions');

/** Everything that the metrics need, of finite pairs. Undefined without any. */
export function summariseRegression(actual: Float64Array, predicted: Float64Array): RegressionSummary {
  const n = actual.length;
  if (n === 0) return emptySummary();
  const errors = actual.map((value, i) => (predicted[i] ?? 0) - value);
  const sizes = errors.map(Math.abs);
  let largest = 0;
  for (const size of sizes) largest = Math.max(largest, size);
  return {
    n,
    meanError: measured(mean(errors)),
    meanAbsolute: measured(mean(sizes)),
    meanSquared: measured(mean(errors.map((error) => error * error))),
    medianAbsolute: measured(median(sizes)),
    maxAbsolute: measured(largest),
    meanRelative: measured(mean(sizes.map((size, i) => size / Math.max(Math.abs(actual[i] ?? 0), SMALLEST_DIVISOR)))),
    meanSquaredLog: squaredLogs(actual, predicted),
    actualVariance: measured(variance(actual)),
    errorVariance: measured(variance(errors)),
  };
}

export function emptySummary(): RegressionSummary {
  return {
    n: 0,
    meanError: NOTHING,
    meanAbsolute: NOTHING,
    meanSquared: NOTHING,
    medianAbsolute: NOTHING,
    maxAbsolute: NOTHING,
    meanRelative: NOTHING,
    meanSquaredLog: NOTHING,
    actualVariance: NOTHING,
    errorVariance: NOTHING,
  };
}
