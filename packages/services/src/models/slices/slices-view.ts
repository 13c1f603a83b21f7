import type { FeatureKind, HistogramBin, MeasureId, Verdict } from '@leeway/drift';

/** A share or mean with half of its 95 % interval. */
export type Sampled = { value: number; halfWidth: number };

export type SliceFeature = {
  feature: string;
  metric: MeasureId;
  value: number;
  /** What 95 % of slices of this size stay below when they are like what they are compared with; null = not known. */
  chance: number | null;
  critical: number | null;
};

/** One comparison of a slice: the verdict of its worst feature, without the one that tells slices apart. */
export type SliceVerdict = { verdict: Verdict; ratio: number; worst: SliceFeature | null };

/** How a slice is served and what it is answered: what panes count besides features. */
export type SliceService = {
  errors: Sampled | null;
  /** Mean of a numeric output. */
  score: Sampled | null;
  /** 95th percentile, upper edge of its cell; null without latencies. */
  latencyP95Ms: number | null;
  /** Area under the ROC curve as it is estimated without labels; `low` and `high` as on the performance page. */
  estimatedAuc: { value: number; low: number; high: number } | null;
};

export type SliceShape = {
  feature: string;
  kind: FeatureKind;
  /** `reference` is the rest of the window, `window` the slice; shares of all events. */
  bins: HistogramBin[];
  missing: { reference: number; window: number };
};

export type SliceView = {
  value: string;
  n: number;
  /** Of the window's events, and of the reference's rows. */
  share: Sampled;
  referenceShare: number;
  service: SliceService;
  /** Against the rest of the same window. */
  fromRest: SliceVerdict;
  /** Against the reference of all events, which knows no slices. */
  fromReference: SliceVerdict;
  /** Of the features that stand out most from the rest. */
  shapes: SliceShape[];
};

export type SlicesView = {
  /** Null = no slices are counted. */
  sliceBy: string | null;
  /** Categorical features of the active reference, in its order. */
  candidates: string[];
  /** Of the newest judged window; null when there is none. */
  window: { startMs: number; endMs: number; n: number; service: SliceService } | null;
  /** What stands out most from the rest first; none when the reference has no such category. */
  slices: SliceView[];
};
