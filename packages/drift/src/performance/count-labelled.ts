import { SCORE_BINS, SCORE_CELLS, type QualityPane } from './quality-pane.ts';

export type LabelledPrediction = {
  /** Probability of the positive class, 0..1. */
  score: number | null;
  /** What turned out to be true. */
  positive: boolean;
  /** What the model answered, where it did. */
  predictedPositive?: boolean | null;
};

/** Bin i holds [i/1000, (i + 1)/1000), decided on the doubles themselves and not on a rounded product. */
export function scoreCell(score: number): number {
  if (score <= 0) return 0;
  if (score >= 1) return SCORE_CELLS - 1;
  let bin = Math.min(SCORE_BINS - 1, Math.floor(score * SCORE_BINS));
  if (bin / SCORE_BINS > score) bin -= 1;
  else if ((bin + 1) / SCORE_BINS <= score) bin += 1;
  return bin + 1;
}

function countAnswer(pane: QualityPane, positive: boolean, predictedPositive: boolean): void {
  if (positive && predictedPositive) pane.truePositive += 1;
  else if (positive) pane.falseNegative += 1;
  else if (predictedPositive) pane.falsePositive += 1;
  else pane.trueNegative += 1;
}

/** Adds one prediction whose truth is known. A score that is absent or no number is counted as unscored. */
export function countLabelled(pane: QualityPane, { score, positive, predictedPositive }: LabelledPrediction): void {
  if (typeof predictedPositive === 'boolean') countAnswer(pane, positive, predictedPositive);
  if (score === null || Number.isNaN(score)) {
    if (positive) pane.unscoredPositive += 1;
    else pane.unscoredNegative += 1;
    return;
  }
  const cell = scoreCell(score);
  const histogram = positive ? pane.positive : pane.negative;
  histogram[cell] = (histogram[cell] ?? 0) + 1;
}
