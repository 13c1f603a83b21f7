import type { Grid, NewCategories, Pane } from '@leeway/drift';

/** Counts of one model version in one pane since the last flush of one partition. */
export type PaneDelta = {
  modelId: string;
  grid: Grid;
  version: string;
  /** "" = all events; "feature=value" = those of that value. */
  slice: string;
  startMs: number;
  paneMs: number;
  pane: Pane;
  /** What the categories are called that the grid does not know; absent for nearly all panes. */
  newCategories?: NewCategories;
};

export type CounterDelta = {
  /** "" when the model is unknown. */
  modelId: string;
  minuteMs: number;
  events: number;
  labels: number;
  late: number;
  deadLettered: number;
  unknownModel: number;
  /** Predictions whose id was seen before. */
  duplicates: number;
  /** Of the events, those that came after their pane was taken for complete. */
  revised: number;
  /** Of the events, those with a feature that the reference lacks. */
  unknownFeatures: number;
};

/** Fingerprints of event ids that came at about the same time. */
export type SeenEventsDelta = { modelId: string; seenMs: number; fingerprints: Float64Array };

export type FeatureObservationDelta = {
  modelId: string;
  kind: 'new' | 'vanished' | 'type';
  feature: string;
  events: number;
};

export type AwaitingLabelRow = {
  modelId: string;
  eventId: string;
  eventMs: number;
  version: string;
  score: number | null;
  predicted: string | null;
};

export type AwaitingPredictionRow = { modelId: string; eventId: string; label: string; seenMs: number };

/** Everything that the records [fromOffset, toOffset) of one partition add. */
export type IngestDelta = {
  topic: string;
  partition: number;
  epoch: bigint;
  fromOffset: bigint;
  toOffset: bigint;
  /** Largest trusted event time seen so far, and the same less the allowed lateness. */
  maxEventMs: number;
  watermarkMs: number;
  lag: bigint;
  panes: PaneDelta[];
  counters: CounterDelta[];
  awaitingLabels: AwaitingLabelRow[];
  awaitingPredictions: AwaitingPredictionRow[];
  /** Panes whose windows may have been judged already. */
  rescore: { modelId: string; startMs: number }[];
  seenEvents: SeenEventsDelta[];
  /** What was seen before these instants need not be remembered, by model. */
  forgetBefore: { modelId: string; beforeMs: number }[];
  observations: FeatureObservationDelta[];
  /** When the delta was flushed. */
  atMs: number;
};

/** `lost`: another owner or an earlier attempt moved the partition on; nothing was stored. */
export type FlushOutcome = 'stored' | 'lost';
