import type { ScoreTable } from '../score-table.ts';

export type ReliabilityBin = {
  from: number;
  to: number;
  n: number;
  /** Mean score and share of positives; null where the bin is empty. */
  meanScore: number | null;
  positiveShare: number | null;
  /** Largest error of the mean score from counting in cells. */
  bound: number;
  /** Rows of cells that reach into another bin. */
  unsure: number;
};

export const CALIBRATION_BINS = 10;

/** Bin of a probability: min(⌊p·bins⌋, bins − 1). */
function binOf(score: number, bins: number): number {
  return Math.min(Math.floor(score * bins), bins - 1);
}

/** Scores against what came true, in bins of equal width over [0, 1]. The scores must lie there. */
export function reliabilityCurve(table: ScoreTable, bins = CALIBRATION_BINS): ReliabilityBin[] {
  const [counts, scores, positives, reach, unsure] = [
    new Float64Array(bins),
    new Float64Array(bins),
    new Float64Array(bins),
    new Float64Array(bins),
    new Float64Array(bins),
  ];
  for (let cell = 0; cell < table.scores.length; cell += 1) {
    const score = table.scores[cell] ?? 0;
    const bin = binOf(score, bins);
    const p = table.positives[cell] ?? 0;
    const n = p + (table.negatives[cell] ?? 0);
    const width = Math.max((table.high[cell] ?? 0) - score, score - (table.low[cell] ?? 0));
    counts[bin] = (counts[bin] ?? 0) + n;
    scores[bin] = (scores[bin] ?? 0) + n * score;
    positives[bin] = (positives[bin] ?? 0) + p;
    reach[bin] = (reach[bin] ?? 0) + n * width;
    if (binOf(table.low[cell] ?? 0, bins) !== binOf(table.high[cell] ?? 0, bins)) unsure[bin] = (unsure[bin] ?? 0) + n;
  }
  return Array.from(counts, (n, bin) => ({
    from: bin / bins,
    to: (bin + 1) / bins,
    n,
    meanScore: n === 0 ? null : (scores[bin] ?? 0) / n,
    positiveShare: n === 0 ? null : (positives[bin] ?? 0) / n,
    bound: n === 0 ? 0 : (reach[bin] ?? 0) / n,
    unsure: unsure[bin] ?? 0,
  }));
}
