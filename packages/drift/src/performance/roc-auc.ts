import { normalQuantileOfTail } from '../special/normal.ts';
import { scoredTotals } from './class-totals.ts';
import { SCORE_CELLS, type QualityPane } from './quality-pane.ts';

/** `bound`: largest error from binning the scores; `halfWidth`: half the 95 % interval of Hanley & McNeil. */
export type RocAucReading =
  | {
      state: 'measured';
      value: number;
      bound: number;
      halfWidth: number;
      positives: number;
      negatives: number;
    }
  | { state: 'undefined'; reason: string };

const Z_95 = normalQuantileOfTail(0.025);

/**
 * Half width of the 95 % interval of an AUC: z·√((A(1−A) + (P−1)(Q1−A²) + (N−1)(Q2−A²))/(PN)), Q1 = A/(2−A),
 * Q2 = 2A²/(1+A). Source: Hanley & McNeil, Radiology 143(1), 1982. Domain: 0 ≤ A ≤ 1, P, N ≥ 1.
 * At A = 0 or 1 it is 0: the sample then says nothing of its own uncertainty.
 */
export function hanleyMcNeilHalfWidth(auc: number, positives: number, negatives: number): number {
  const q1 = auc / (2 - auc);
  const q2 = (2 * auc * auc) / (1 + auc);
  const variance =
    (auc * (1 - auc) + (positives - 1) * (q1 - auc * auc) + (negatives - 1) * (q2 - auc * auc)) /
    (positives * negatives);
  return Z_95 * Math.sqrt(Math.max(0, variance));
}

/**
 * Area under the ROC curve = P(score of a positive > score of a negative) + ½·P(equal), pairs within a bin counted as
 * equal (Hanley & McNeil 1982). `bound` = ½·Σ P_i·N_i/(P·N) over the bins: each such pair may really have been in
 * either order; 0 when no bin holds both classes. Scores of exactly 0 and 1 have cells of their own. Undefined without
 * both classes.
 */
export function rocAuc(pane: QualityPane): RocAucReading {
  const { positives, negatives } = scoredTotals(pane);
  if (positives === 0 || negatives === 0)
    return { state: 'undefined', reason: `needs both classes, has ${positives} positive and ${negatives} negative` };
  let wins = 0;
  let binnedTies = 0;
  let negativesBelow = 0;
  for (let cell = 0; cell < SCORE_CELLS; cell += 1) {
    const p = pane.positive[cell] ?? 0;
    const n = pane.negative[cell] ?? 0;
    wins += p * (negativesBelow + n / 2);
    negativesBelow += n;
    if (cell > 0 && cell < SCORE_CELLS - 1) binnedTies += p * n;
  }
  const pairs = positives * negatives;
  const value = wins / pairs;
  return {
    state: 'measured',
    value,
    bound: binnedTies / 2 / pairs,
    halfWidth: hanleyMcNeilHalfWidth(value, positives, negatives),
    positives,
    negatives,
  };
}
