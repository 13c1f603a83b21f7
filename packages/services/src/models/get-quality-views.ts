import type { Confusion, ReliabilityBin, TrackRecord } from '@leeway/drift';

/** Metrics of realised performance that the page offers, in its order. */
export const QUALITY_METRIC_IDS = [
  'rocAuc',
  'accuracy',
  'precision',
  'recall',
  'f1',
  'logLoss',
  'brier',
  'ece',
] as const;
export type QualityMetricId = (typeof QUALITY_METRIC_IDS)[number];

export const ESTIMATED_QUALITY_IDS = ['rocAuc', 'accuracy', 'precision', 'recall', 'f1'] as const;
export type EstimatedQualityId = (typeof ESTIMATED_QUALITY_IDS)[number];

export type QualityValue = { value: number; low: number; high: number };

export type QualityPoint = {
  startMs: number;
  endMs: number;
  /** Labelled predictions, and scores that the estimate was read from. */
  labelled: number;
  scored: number;
  /** Null where it is not defined; 95 % intervals where sampling is known. */
  realised: Record<QualityMetricId, QualityValue | null>;
  /** Without labels, ± 3 sampling errors; null where it can't be estimated. */
  estimated: Record<EstimatedQualityId, QualityValue | null>;
};

export type ThresholdPoint = { threshold: number; precision: number | null; recall: number | null; f1: number | null };

export type PerformanceView = {
  /** Answers are scores of at least this much; null when labelled predictions carried answers only. */
  threshold: number | null;
  points: QualityPoint[];
  total: {
    n: number;
    realised: Record<QualityMetricId, QualityValue | null>;
    confusion: Confusion | null;
    /** Of the whole range, beside what is realised. */
    estimated: Record<EstimatedQualityId, QualityValue | null>;
    /** The model's own answers against the truth, at whatever threshold it uses; null where it gave none. */
    ownAnswers: Confusion | null;
  };
  /** Realised at other thresholds, ascending; none without labelled scores. */
  thresholds: ThresholdPoint[];
  reliability: ReliabilityBin[];
  /** Why there is no estimate; null when there is one. */
  noEstimate: string | null;
  trackRecord: Record<EstimatedQualityId, TrackRecord>;
  /** Of the events of the range, how many have a label. */
  coverage: { labelled: number; events: number };
  /** The estimate was read from a share of the panes, spread evenly, as the range holds too many. */
  isSampled: boolean;
};
