/** Bins of equal width on [0, 1]; besides them the values 0 and 1 themselves have a cell each. */
export const SCORE_BINS = 1_000;
/** Cells by score: exactly 0, the bins, exactly 1. */
export const SCORE_CELLS = SCORE_BINS + 2;

/**
 * Realised performance of one stretch: how many scores fell where, by what turned out to be true. All integers, so
 * panes add exactly. Written by `countLabelled` and `addQualityPane` only.
 */
export type QualityPane = {
  /** Scores of events that were truly positive, truly negative. */
  readonly positive: Float64Array;
  readonly negative: Float64Array;
  /** Labelled events whose prediction carried no score. */
  unscoredPositive: number;
  unscoredNegative: number;
  /** By the model's own answer, where it gave one: true positives, false positives, true and false negatives. */
  truePositive: number;
  falsePositive: number;
  trueNegative: number;
  falseNegative: number;
};

export function createQualityPane(): QualityPane {
  return {
    positive: new Float64Array(SCORE_CELLS),
    negative: new Float64Array(SCORE_CELLS),
    unscoredPositive: 0,
    unscoredNegative: 0,
    truePositive: 0,
    falsePositive: 0,
    trueNegative: 0,
    falseNegative: 0,
  };
}

/** Names of the counters besides the histograms, in the order in which they are stored. */
export const QUALITY_COUNTERS = [
  'unscoredPositive',
  'unscoredNegative',
  'truePositive',
  'falsePositive',
  'trueNegative',
  'falseNegative',
] as const satisfies (keyof QualityPane)[];
