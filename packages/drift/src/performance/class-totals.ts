import { totalCount } from '../pane/total-count.ts';
import type { QualityPane } from './quality-pane.ts';

export type ClassTotals = { positives: number; negatives: number };

/** Scored events by their true class. */
export function scoredTotals(pane: QualityPane): ClassTotals {
  return { positives: totalCount(pane.positive), negatives: totalCount(pane.negative) };
}

/** Labelled events by their true class, scored or not. */
export function labelledTotals(pane: QualityPane): ClassTotals {
  const { positives, negatives } = scoredTotals(pane);
  return { positives: positives + pane.unscoredPositive, negatives: negatives + pane.unscoredNegative };
}
