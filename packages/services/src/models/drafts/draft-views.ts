import type { HistogramBin, FeatureKind, ReferenceProvenance, RuleMetricId, Verdict } from '@leeway/drift';
import type { ReferenceQuality } from '../freeze-reference.ts';

export type DraftFeature = {
  name: string;
  kind: FeatureKind;
  /** The model's output rather than something that it saw. */
  isPrediction: boolean;
  /** The kind was declared, or told from cells of text: events may hold it as text, too. */
  isDeclared: boolean;
  /** Rows with a usable value. */
  values: number;
  /** Share of rows without one. */
  missing: number;
  /** Of categorical features: how many different ones there were. */
  categories: number | null;
  /** Of numbers. */
  range: { min: number; max: number; mean: number | null; sd: number | null } | null;
  /** `reference` is the share of the draft's rows; `window` is 0. */
  histogram: HistogramBin[];
  /** What somebody should look at before this goes live, in words. */
  warnings: string[];
};

/** Rows that were frozen for a form, before there is a model. */
export type ReferenceDraftView = {
  draftId: string;
  /** Where the rows come from, in words. */
  source: string;
  /** Whose events they are, where they were taken from a stream. */
  modelId: string | null;
  rowCount: number;
  provenance: ReferenceProvenance;
  hasTime: boolean;
  fromMs: number | null;
  toMs: number | null;
  hasLabels: boolean;
  /** Rows with one. */
  labelled: number;
  /** Of the rows with labels; null where there are too few of a class. */
  quality: ReferenceQuality | null;
  features: DraftFeature[];
  /** Of the draft as a whole. */
  warnings: string[];
  createdAtMs: number;
  expiresAtMs: number;
  /** What was made of it already. */
  usedFor: { modelId: string } | null;
};

export type VerdictCounts = Record<Verdict, number>;

export type ThresholdOfMetric = {
  metric: RuleMetricId;
  /** For a window of `windowN` events; null where the rule has none. */
  warn: number | null;
  critical: number | null;
  /** Median and largest value over the draft's own windows; null without windows. */
  usual: number | null;
  largest: number | null;
};

/** What these settings would have said of the draft's own rows, window by window, by the rule that judges in production. */
export type ThresholdPreview = {
  /** Events in a typical window: what thresholds are given for. */
  windowN: number;
  /** As asked, or the nearest that the draft can be judged by; `note` says so. */
  paneMs: number;
  windowPanes: number;
  /** Judged windows, without the first ones, which are not whole; 0 without a time axis. */
  windows: number;
  counts: VerdictCounts;
  worst: { feature: string; metric: RuleMetricId | null; ratio: number } | null;
  /** Oldest first. `ratio`: the worst metric ÷ its critical threshold. */
  series: { endMs: number; n: number; ratio: number; verdict: Verdict }[];
  features: { feature: string; counts: VerdictCounts; thresholds: ThresholdOfMetric[] }[];
  /** What the reader should know of how this was computed; null when nothing. */
  note: string | null;
};

/** Where the counting of a new model begins, and in words how that came. */
export type CreatedModel = {
  modelId: string;
  referenceId: string;
  rowCount: number;
  begins: { predictions: StreamBeginning; labels: StreamBeginning | null };
};

export type StreamBeginning = {
  topic: string;
  /** `continues`: other models have it read already, and a topic has one position for all of them. */
  kind: 'now' | 'reference-end' | 'earliest' | 'continues';
  /** For people. */
  words: string;
};

export type AddedDraftReference = {
  modelId: string;
  referenceId: string;
  rowCount: number;
  isNew: boolean;
  active: boolean;
};
