import type { QualityPane } from './quality-pane.ts';

function sum(counts: Float64Array): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}

export type ClassTotals = { positives: number; negatives: number };

/** Scored events by their true class. */
export function scoredTotals(pane: QualityPane): ClassTotals {
  return { positives: sum(pane.positive), negatives: sum(pane.negative) };
}

/** Labelled events by their true class, scored or not. */
export function labelledTotals(pane: QualityPane): ClassTotals {
  const { positives, negatives } = scoredTotals(pane);
  return { positives: positives + pane.unscoredPositive, negatives: negatives + pane.unscoredNegative };
}
