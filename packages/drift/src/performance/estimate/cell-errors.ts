import type { CalibrationCurve } from '../calibration/isotonic.ts';
import type { CellEstimatedId } from './estimate-from-cells.ts';

/** Rows of one score cell, the probability that they are positive, and whether they are answered positive. */
export type ExpectedCell = { n: number; score: number; p: number; isAnswered: boolean };

/**
 * What an estimate's sampling error is made of, as variances of the metric: `labels`, of the truth of these very scores;
 * `mix`, of drawing as many scores anew; `calibration`, of the reference's labels that gave the probabilities.
 */
export type CellErrors = { labels: number; mix: number; calibration: number };

/** By how much one more row of the cell moves the metric: `base` whatever its truth, `slope` more if it is positive. */
type Influence = { base: number; slope: number };
type Sums = { n: number; tp: number; fp: number; tn: number; fn: number };

function sumsOf(cells: readonly ExpectedCell[]): Sums {
  const sums: Sums = { n: 0, tp: 0, fp: 0, tn: 0, fn: 0 };
  for (const { n, p, isAnswered } of cells) {
    sums.n += n;
    sums[isAnswered ? 'tp' : 'fn'] += n * p;
    sums[isAnswered ? 'fp' : 'tn'] += n * (1 - p);
  }
  return sums;
}

/** Derivatives of each ratio of counts by its counts, times what one row adds to them. */
function countInfluence(id: Exclude<CellEstimatedId, 'rocAuc'>, sums: Sums, { isAnswered }: ExpectedCell): Influence {
  const { n, tp, fp, fn, tn } = sums;
  const [answered, refused] = isAnswered ? [1, 0] : [0, 1];
  switch (id) {
    case 'tp':
      return { base: 0, slope: answered };
    case 'fp':
      return { base: answered, slope: -answered };
    case 'fn':
      return { base: 0, slope: refused };
    case 'tn':
      return { base: refused, slope: -refused };
    case 'accuracy':
      return { base: (refused - (tp + tn) / n) / n, slope: (answered - refused) / n };
    case 'precision':
      return { base: (-answered * tp) / (tp + fp) ** 2, slope: answered / (tp + fp) };
    case 'recall':
      return { base: 0, slope: (answered * fn - refused * tp) / (tp + fn) ** 2 };
    case 'f1': {
      const [twice, whole] = [2 * tp, 2 * tp + fp + fn];
      return { base: (-twice * answered) / whole ** 2, slope: (2 * answered * whole - twice) / whole ** 2 };
    }
  }
}

/** Of AUC = W/(P·N): a positive wins over the negatives below it, a negative loses to the positives above it. */
function rankingInfluences(cells: readonly ExpectedCell[]): Influence[] {
  const positives = cells.reduce((sum, { n, p }) => sum + n * p, 0);
  const negatives = cells.reduce((sum, { n, p }) => sum + n * (1 - p), 0);
  let [below, positivesBelow, wins] = [0, 0, 0];
  const reaches = cells.map(({ n, p }) => {
    const reach = { won: below + (n * (1 - p)) / 2, lost: positives - positivesBelow - (n * p) / 2 };
    wins += n * p * reach.won;
    below += n * (1 - p);
    positivesBelow += n * p;
    return reach;
  });
  const auc = wins / (positives * negatives);
  return reaches.map(({ won, lost }) => {
    const base = lost / (positives * negatives) - auc / negatives;
    return { base, slope: won / (positives * negatives) - auc / positives - base };
  });
}

/** The level of the curve that a score stands on, or the one before it where the curve rises. */
function levelOf({ scores, probabilities }: CalibrationCurve, score: number): number {
  let [low, high] = [0, scores.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((scores[middle] ?? 0) <= score) low = middle;
    else high = middle - 1;
  }
  return probabilities[low] ?? 0;
}

export type CalibrationRows = { curve: CalibrationCurve; scores: Float64Array; rows: Float64Array };

/** Rows of the reference's labels by the level that they were pooled into. */
function rowsByLevel({ curve, scores, rows }: CalibrationRows): Map<number, number> {
  const levels = new Map<number, number>();
  for (let cell = 0; cell < scores.length; cell += 1) {
    const count = rows[cell] ?? 0;
    if (count === 0) continue;
    const level = levelOf(curve, scores[cell] ?? 0);
    levels.set(level, (levels.get(level) ?? 0) + count);
  }
  return levels;
}

/** Σ over levels (Σ n·slope)²·v/m, with v = p̃(1 − p̃) and p̃ = (m·p + ½)/(m + 1): a level of 0 or 1 is not certain. */
function calibrationVariance(
  cells: readonly ExpectedCell[],
  influences: readonly Influence[],
  calibration: CalibrationRows,
  levels: ReadonlyMap<number, number>,
): number {
  const pull = new Map<number, number>();
  for (const [index, { n, score }] of cells.entries()) {
    const level = levelOf(calibration.curve, score);
    pull.set(level, (pull.get(level) ?? 0) + n * (influences[index]?.slope ?? 0));
  }
  let variance = 0;
  for (const [level, sum] of pull) {
    const m = Math.max(1, levels.get(level) ?? 0);
    const p = (m * level + 0.5) / (m + 1);
    variance += (sum * sum * p * (1 - p)) / m;
  }
  return variance;
}

function errorsFrom(
  cells: readonly ExpectedCell[],
  influences: readonly Influence[],
  calibration: CalibrationRows,
  levels: ReadonlyMap<number, number>,
): CellErrors {
  let [labels, n, sum, squares] = [0, 0, 0, 0];
  for (const [index, cell] of cells.entries()) {
    const { base, slope } = influences[index] ?? { base: 0, slope: 0 };
    const moved = base + slope * cell.p;
    labels += cell.n * cell.p * (1 - cell.p) * slope * slope;
    n += cell.n;
    sum += cell.n * moved;
    squares += cell.n * moved * moved;
  }
  const mix = n === 0 ? 0 : Math.max(0, squares - (sum * sum) / n);
  return { labels, mix, calibration: calibrationVariance(cells, influences, calibration, levels) };
}

/**
 * Sampling error of estimates from the law of their calibrated probabilities: labels are independent Bernoulli(p), so
 * each metric varies by Σ p(1 − p)·slope², its first-order (delta) expansion in the truth of every row. Exact for
 * counts, accuracy and precision; for recall, F1 and AUC to O(1/n). A metric that is not defined has influences of NaN
 * and gives NaN: ask only for those that are. Probabilities of a cell count as the one of its middle.
 */
export function cellErrors(
  ids: readonly CellEstimatedId[],
  cells: readonly ExpectedCell[],
  calibration: CalibrationRows,
): Map<CellEstimatedId, CellErrors> {
  const levels = rowsByLevel(calibration);
  const sums = sumsOf(cells);
  return new Map(
    ids.map((id) => {
      const influences =
        id === 'rocAuc' ? rankingInfluences(cells) : cells.map((cell) => countInfluence(id, sums, cell));
      return [id, errorsFrom(cells, influences, calibration, levels)];
    }),
  );
}
