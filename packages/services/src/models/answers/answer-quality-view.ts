import type { ModelTask, MulticlassMetricId, RegressionMetricId } from '@leeway/drift';

export type AnswerMetricId = MulticlassMetricId | RegressionMetricId;

/** With the 95 % interval where sampling is known, else the reach of counting in cells; both ends equal otherwise. */
export type AnswerValue = { value: number; low: number; high: number };

export type AnswerMetric = {
  id: AnswerMetricId;
  label: string;
  formula: string;
  unit: string;
  direction: 'higher' | 'lower' | 'none';
  /** Of the whole range; null where it is not defined, for the reason given. */
  value: AnswerValue | null;
  reason: string | null;
};

export type AnswerPoint = {
  startMs: number;
  endMs: number;
  labelled: number;
  /** Of the metrics that could be measured. */
  values: Partial<Record<AnswerMetricId, AnswerValue>>;
};

/** Realised performance of a model that answers one of several classes, or numbers. */
export type AnswerQualityView = {
  task: Exclude<ModelTask, 'binary'>;
  points: AnswerPoint[];
  metrics: AnswerMetric[];
  /** Events with a label, and how many of them are in no metric, for the reason given. */
  labelled: number;
  leftOut: { events: number; reason: string } | null;
  /** Rows are true classes, columns answers, in the order of `classes`; null for numbers. */
  confusion: { classes: string[]; counts: number[][] } | null;
  /** How large errors are: half of them, 9 in 10, 99 in 100 are at most so large; null for classes. */
  errorSizes: { share: number; atMost: number }[] | null;
  coverage: { labelled: number; events: number };
  pendingLabels: number;
  labelDelayMs: number;
};
