import { undefinedBecause, type PerformanceMetric, type PerformanceReading } from '../performance-metric.ts';
import { classCounts, type ClassCounts, type ConfusionMatrix } from './confusion-matrix.ts';

/** Probabilities of every class, a row of `classes` each, and what was true by index. */
export type ClassProbabilities = { classes: readonly string[]; labels: ArrayLike<number>; rows: Float64Array };

/** What is known of the labelled answers of a model of several classes. */
export type MulticlassInput = {
  confusion: ConfusionMatrix | null;
  /** From raw rows only: panes do not keep them. */
  probabilities: ClassProbabilities | null;
};

export type MulticlassMetric = PerformanceMetric<MulticlassInput>;

export type Counted = { byClass: ClassCounts[]; n: number; right: number };

/** Reads a metric off the counts by class, once there are any. */
export function readClasses(
  { confusion }: MulticlassInput,
  compute: (counted: Counted) => PerformanceReading,
): PerformanceReading {
  const byClass = confusion === null ? [] : classCounts(confusion);
  const n = byClass.reduce((sum, { actual }) => sum + actual, 0);
  if (n === 0) return undefinedBecause('no labelled answers');
  return compute({ byClass, n, right: byClass.reduce((sum, { right }) => sum + right, 0) });
}
