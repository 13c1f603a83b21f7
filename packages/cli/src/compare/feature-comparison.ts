import type { MetricId, SampleReading, Verdict } from '@leeway/drift';

export type SideCounts = {
  /** Rows, with or without a usable value. */
  n: number;
  /** Rows without one. */
  missing: number;
};

/** `bound` is the largest error that counting on a grid can cause; absent where the value is exact. */
export type MetricComparison =
  | {
      value: number;
      pValue?: number;
      threshold?: number;
      state: 'measured';
      baseline?: number;
      bound?: number;
      pooledCells?: number;
    }
  | { value: null; state: 'undefined' | 'insufficient'; reason: string };

export type FeatureComparison = {
  type: 'numeric' | 'categorical' | 'boolean' | 'text';
  /** Exact from all values, or from counts on a grid of the reference where they are too many. */
  form: 'exact' | 'grid';
  reference: SideCounts;
  current: SideCounts;
  metrics: Partial<Record<MetricId, MetricComparison>>;
  verdict: Verdict;
};

/** Reads one metric of the feature; `bound` and p-value as far as the form has them. */
export type MetricReader = (id: MetricId) => SampleReading & { bound?: number };
