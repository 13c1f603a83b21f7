import type { FeatureLayout } from '../grid/grid.ts';
import type { MetricId } from '../verdict/evaluation.ts';
import type { MetricInput } from './metric-input.ts';

/** `baseline` is the value at which nothing has changed; `bound` the largest error that the grid can cause. */
export type MetricValue =
  | { state: 'measured'; value: number; bound: number; baseline: number }
  | { state: 'undefined'; reason: string };

/** What a metric is, computes, and yields when nothing has changed but chance. Larger is worse for all of them. */
export type MetricDefinition = {
  id: MetricId;
  label: string;
  unit: 'index' | 'distance' | 'standard deviations' | 'share';
  formula: string;
  source: string;
  domain: string;
  meaning: string;
  errorBound: string;
  /** Ways of counting that it can be read from; booleans are counted as categories. */
  kinds: readonly FeatureLayout['kind'][];
  read(input: MetricInput): MetricValue;
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
