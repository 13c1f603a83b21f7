import type { FeatureLayout } from '../grid/grid.ts';
import type { MetricId } from '../verdict/evaluation.ts';
import type { Thresholds } from './conventional-thresholds.ts';
import type { MetricInput } from './metric-input.ts';
import type { SampleInput } from './samples/sample-input.ts';
import type { SampleReading } from './samples/sample-reading.ts';

/** `baseline` is the value at which nothing has changed; `bound` the largest error that the grid can cause. */
export type MetricValue =
  | { state: 'measured'; value: number; bound: number; baseline: number; pooledCells?: number }
  | { state: 'undefined'; reason: string };

/** What a metric is and computes, from raw samples and from counts on a grid. Larger is worse for all of them. */
export type MetricDefinition = {
  id: MetricId;
  label: string;
  unit: 'index' | 'distance' | 'statistic' | 'ratio' | 'standard deviations' | 'units of the feature' | 'share';
  formula: string;
  source: string;
  domain: string;
  meaning: string;
  errorBound: string;
  /** Ways of counting that it can be read from; booleans are counted as categories. */
  kinds: readonly FeatureLayout['kind'][];
  /** Above the value of no change; null where there is no convention. */
  conventional: Thresholds | null;
  /** A value and its inverse are equally far from no change. */
  isRatio?: true;
  /** Exact, on the values themselves. */
  fromSamples(input: SampleInput): SampleReading;
  /** From counts, with the largest error that the grid can cause. */
  read(input: MetricInput): MetricValue;
  /** Chance of such a value or a larger one when nothing has changed, where the metric is a test. */
  pValue?(input: MetricInput, value: number): number | null;
};

/** A metric whose behaviour under chance is known, so that windows can be judged by it. */
export type RuleMetricDefinition = MetricDefinition & {
  /**
   * The value that chance alone exceeds with probability `tail`, given both sample sizes. Asked only where `read` is
   * measured.
   */
  noise(input: MetricInput, tail: number): number;
};

/** Why a metric of the distribution of values cannot be computed; undefined when it can. */
export function tooFewValues({ reference, window, minValues }: MetricInput): MetricValue | undefined {
  if (reference.values < minValues)
    return { state: 'undefined', reason: `the reference has ${reference.values} values, ${minValues} are needed` };
  if (window.values < minValues)
    return { state: 'undefined', reason: `the window has ${window.values} values, ${minValues} are needed` };
  return undefined;
}

/** Variance factor of a difference of two shares: 1/n + 1/m. */
export function samplingFactor({ reference, window }: MetricInput): number {
  return 1 / window.values + 1 / reference.values;
}
