import { labelledTotals, scoredTotals } from './class-totals.ts';
import { scoreCell } from './count-labelled.ts';
import { SCORE_BINS, SCORE_CELLS, type QualityPane } from './quality-pane.ts';

export type ShareReading =
  | { state: 'measured'; value: number; bound: number; n: number }
  | { state: 'undefined'; reason: string };

/** Share of the model's own answers that were right: exact, at whatever threshold the model used. */
export function answeredAccuracy(pane: QualityPane): ShareReading {
  const right = pane.truePositive + pane.trueNegative;
  const n = right + pane.falsePositive + pane.falseNegative;
  if (n === 0) return { state: 'undefined', reason: 'no labelled answers' };
  return { state: 'measured', value: right / n, bound: 0, n };
}

/**
 * Share that would be right if scores ≥ `threshold` were answered positive. Exact where the threshold is a multiple of
 * 1/1000; else the bin around it is taken as positive, and `bound` is how much that can be wrong.
 */
export function accuracyAtThreshold(pane: QualityPane, threshold: number): ShareReading {
  const { positives, negatives } = scoredTotals(pane);
  const n = positives + negatives;
  if (n === 0) return { state: 'undefined', reason: 'no labelled scores' };
  if (!(threshold >= 0 && threshold <= 1)) return { state: 'undefined', reason: `threshold ${threshold} is no score` };
  const cut = scoreCell(threshold);
  let right = 0;
  for (let cell = 0; cell < SCORE_CELLS; cell += 1)
    right += (cell >= cut ? pane.positive[cell] : pane.negative[cell]) ?? 0;
  const isExact = cut === 0 || cut === SCORE_CELLS - 1 || (cut - 1) / SCORE_BINS === threshold;
  const bound = isExact ? 0 : Math.max(pane.positive[cut] ?? 0, pane.negative[cut] ?? 0) / n;
  return { state: 'measured', value: right / n, bound, n };
}

/** Share of labelled events that were truly positive. */
export function positiveRate(pane: QualityPane): ShareReading {
  const { positives, negatives } = labelledTotals(pane);
  const n = positives + negatives;
  if (n === 0) return { state: 'undefined', reason: 'no labels' };
  return { state: 'measured', value: positives / n, bound: 0, n };
}
