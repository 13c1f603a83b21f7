import {
  confusionAt,
  scoredTotals,
  scoreTableOfPane,
  type Confusion,
  type QualityPane,
  type ScoreTable,
} from '@leeway/drift';

/** What metrics of a binary model are read off: labelled scores at a threshold, its own answers where none had a score. */
export function binaryInput(
  pane: QualityPane,
  threshold: number,
): { table: ScoreTable | null; confusion: Confusion; corners: readonly Confusion[] } {
  const { positives, negatives } = scoredTotals(pane);
  if (positives + negatives === 0) {
    const { truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn } = pane;
    return { table: null, confusion: { tp, fp, tn, fn }, corners: [] };
  }
  const table = scoreTableOfPane(pane);
  return { table, ...confusionAt(table, threshold) };
}
