import type { ModelStateEvent, StreamMapping } from '@leeway/contracts';
import type {
  DriftRuleSettings,
  FeatureEvaluation,
  FeatureShifts,
  MeasureId,
  ModelTask,
  MetricId,
  MultivariateEvaluation,
  ReferenceProvenance,
  Verdict,
} from '@leeway/drift';
import type { FeatureObservation, IngestTotals } from '@leeway/store';
import type { DriftBegan } from './get-feature-began.ts';
import type { AlarmStatus } from '../drift/alarm-status.ts';
import type { ReferenceSwitch } from './references/last-switch.ts';

/** Status of a model as lists show it: the drift verdict, or `unknown` when nothing fresh was measured. */
export type ModelStatus = 'ok' | 'warning' | 'critical' | 'unknown';

/** One bar of a drift strip: the worst window inside it. `ratio` null = no events or too few. */
export type StripBar = { startMs: number; ratio: number | null; verdict: Verdict };

export type QualityReading = {
  metric: 'rocAuc';
  value: number;
  /** Half the 95 % interval (Hanley-McNeil). */
  halfWidth: number;
  n: number;
  toMs: number;
};

export type ModelRow = {
  id: string;
  name: string;
  version: string;
  tier: number;
  environment: string;
  status: ModelStatus;
  statusSinceMs: number | null;
  /** Why the status is unknown, in words; null otherwise. */
  unknownReason: string | null;
  strip: StripBar[];
  changesMs: number[];
  worst: { feature: string; metric: MeasureId; value: number; critical: number | null } | null;
  quality: QualityReading | null;
  budget: { sloId: string; name: string; remaining: number | null; remainingDayAgo: number | null } | null;
  lagSeconds: number | null;
  lastEventMs: number | null;
};

export type ReferenceView = {
  id: string;
  hash: string;
  rowCount: number;
  createdAtMs: number;
  active: boolean;
  provenance: ReferenceProvenance;
};

export type ModelDetail = {
  id: string;
  name: string;
  description: string;
  tier: number;
  environment: string;
  ownerTeam: string;
  status: ModelStatus;
  statusSinceMs: number | null;
  unknownReason: string | null;
  featuresCritical: number;
  featuresTotal: number;
  /** Readings of the newest window over several numbers at once. */
  multivariate: MultivariateEvaluation[];
  predictionTopic: string;
  labelTopic: string | null;
  /** How the messages of the two topics are read. */
  streamMapping: StreamMapping;
  labelMapping: StreamMapping;
  paneMs: number;
  windowPanes: number;
  latenessMs: number;
  /** How far the learnt rule is; null where another rule judges, or there is no reference. */
  alarms: AlarmStatus | null;
  /** What it answers. */
  task: ModelTask;
  labelDelayMs: number;
  /** By which its windows are judged: what a page explains thresholds with. */
  settings: DriftRuleSettings;
  state: ModelStateEvent | null;
  reference: ReferenceView | null;
  /** Newest first. */
  references: ReferenceView[];
  /** How the active one came to be it. */
  referenceSwitch: ReferenceSwitch | null;
  lastEventMs: number | null;
  lagSeconds: number | null;
  lagRecords: number | null;
  eventsPerSecond: number | null;
  watermarkMs: number | null;
  partitions: { live: number; total: number };
  openIncidentNumbers: number[];
  sloIds: string[];
  budget: ModelRow['budget'];
  asOfMs: number;
};

/** Features × time. `ratios[row][column]`: worst ratio inside the column; null = gap; `marks` says why. */
export type DriftHeatmap = {
  fromMs: number;
  toMs: number;
  columnMs: number;
  columns: number[];
  rows: {
    feature: string;
    isPrediction: boolean;
    ratios: (number | null)[];
    /** o ok, w warning, c critical, i too few events, - gap. One letter a column. */
    marks: string;
    now: { ratio: number; verdict: Verdict } | null;
  }[];
};

export type HistogramBin = {
  /** Category, or the numeric interval in words. */
  label: string;
  /** Numeric bins only. */
  from: number | null;
  to: number | null;
  reference: number;
  window: number;
};

export type FeatureDetail = {
  feature: string;
  evaluation: FeatureEvaluation;
  windowStartMs: number;
  windowEndMs: number;
  windowN: number;
  referenceId: string;
  referenceN: number;
  /** Shares of all events, missing ones included; they sum to 1 on both sides together with `missing`. */
  histogram: HistogramBin[];
  missing: { reference: number; window: number };
  newShare: { reference: number; window: number };
  /** Categories that the reference does not have, commonest first; null where there are none, or nothing was named. */
  newCategories: NewCategoriesView | null;
  /** Categories that are gone, and why values are unusable. */
  shifts: FeatureShifts | null;
  mean: { reference: number | null; window: number | null; referenceSd: number | null };
  beganMs: number | null;
  /** The change point of the series that leads to this window. */
  began: DriftBegan;
  /** By metric, what 95 % of windows of this size stay below when nothing has changed. */
  chance: Partial<Record<MetricId, number>>;
  series: { endMs: number; ratio: number; verdict: Verdict }[];
};

export type NewCategoriesView = {
  /** Occurrences in the window: never too many, at most `undercount` too few. */
  names: { category: string; count: number }[];
  /** Of all new categories of the feature, named here or not. */
  total: number;
  undercount: number;
};

export type QualitySeries = {
  points: {
    startMs: number;
    endMs: number;
    n: number;
    rocAuc: number | null;
    halfWidth: number | null;
    accuracy: number | null;
    positiveRate: number;
  }[];
  /** On the reference, where its provenance carried labels. */
  referenceRocAuc: number | null;
  pendingLabels: number;
  labelDelayMs: number;
};

export type IngestView = {
  totals: IngestTotals;
  /** Ids are compared with those of this long; 0 when the model does not ask for it. */
  dedupWindowMs: number;
  /** Newest first; at most `maxObservations` of a kind are named. */
  observations: FeatureObservation[];
  maxObservations: number;
  /** The newest; `totals.gaps` counts all. */
  gaps: {
    topic: string;
    partition: number;
    fromOffset: string;
    toOffset: string;
    reason: string;
    detectedAtMs: number;
  }[];
  partitions: {
    topic: string;
    partition: number;
    nextOffset: string;
    watermarkMs: number;
    lag: number;
    /** Why it is not read on, in words; null = it is. */
    waitsFor: string | null;
    updatedAtMs: number;
  }[];
};
