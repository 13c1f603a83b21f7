import { CALIBRATION_BINS, reliabilityCurve } from '../calibration/reliability-curve.ts';
import { measured } from '../performance-metric.ts';
import { tableTotals, type ScoreTable } from '../score-table.ts';
import { readProbabilities, type BinaryMetric } from './binary-input.ts';

/** Probabilities are kept this far from 0 and 1 before their logarithm is taken. */
const EPSILON = Number.EPSILON;

/** −ln(p), clipped as scikit-learn does. */
export function clippedLog(probability: number): number {
  return -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, probability)));
}

/** Mean of a loss that falls with the score for positives and grows with it for negatives. */
function meanLoss(table: ScoreTable, loss: (probabilityOfTruth: number) => number): { value: number; bound: number } {
  let [sum, reach] = [0, 0];
  for (let cell = 0; cell < table.scores.length; cell += 1) {
    const [score, low, high] = [table.scores[cell] ?? 0, table.low[cell] ?? 0, table.high[cell] ?? 0];
    const [p, n] = [table.positives[cell] ?? 0, table.negatives[cell] ?? 0];
    const [ifPositive, ifNegative] = [loss(score), loss(1 - score)];
    sum += p * ifPositive + n * ifNegative;
    if (low === high) continue;
    reach += p * Math.max(loss(low) - ifPositive, ifPositive - loss(high));
    reach += n * Math.max(loss(1 - high) - ifNegative, ifNegative - loss(1 - low));
  }
  const { n } = tableTotals(table);
  return { value: sum / n, bound: reach / n };
}

export const brierMetric: BinaryMetric = {
  id: 'brier',
  label: 'Brier score',
  kind: 'binary',
  unit: 'share',
  direction: 'lower',
  range: [0, 1],
  formula: 'mean of (score − label)²',
  source: 'Brier, Mon. Weather Rev. 78, 1950; as scikit-learn computes it',
  read: (input) =>
    readProbabilities(input, (table) => {
      const { value, bound } = meanLoss(table, (truth) => (1 - truth) * (1 - truth));
      return measured(value, bound);
    }),
};

export const logLossMetric: BinaryMetric = {
  id: 'logLoss',
  label: 'Log loss',
  kind: 'binary',
  unit: 'nats',
  direction: 'lower',
  range: [0, 36.1],
  formula: 'mean of −ln(probability given to what was true), probabilities clipped to [2^−52, 1 − 2^−52]',
  source: 'Good, J. R. Stat. Soc. B 14, 1952; clipped as scikit-learn does',
  read: (input) =>
    readProbabilities(input, (table) => {
      const { value, bound } = meanLoss(table, clippedLog);
      return measured(value, bound);
    }),
};

type Gap = { share: number; gap: number; bound: number; unsure: number };

function gapsOf(table: ScoreTable): Gap[] {
  const { n } = tableTotals(table);
  return reliabilityCurve(table, CALIBRATION_BINS).flatMap((bin) => {
    if (bin.meanScore === null || bin.positiveShare === null) return [];
    const gap = Math.abs(bin.positiveShare - bin.meanScore);
    return [{ share: bin.n / n, gap, bound: bin.bound, unsure: bin.unsure / n }];
  });
}

export const eceMetric: BinaryMetric = {
  id: 'ece',
  label: 'Expected calibration error',
  kind: 'binary',
  unit: 'share',
  direction: 'lower',
  range: [0, 1],
  formula: 'Σ n_b/n·|share of positives − mean score| over ten bins of equal width',
  source: 'Naeini, Cooper & Hauskrecht, AAAI 2015',
  read: (input) =>
    readProbabilities(input, (table) => {
      const gaps = gapsOf(table);
      const value = gaps.reduce((sum, { share, gap }) => sum + share * gap, 0);
      // A row that belongs to another bin is missed there and too much here.
      const bound = gaps.reduce((sum, { share, bound, unsure }) => sum + share * bound + 2 * unsure, 0);
      return measured(value, Math.min(1, bound));
    }),
};

export const mceMetric: BinaryMetric = {
  id: 'mce',
  label: 'Maximum calibration error',
  kind: 'binary',
  unit: 'share',
  direction: 'lower',
  range: [0, 1],
  formula: 'largest |share of positives − mean score| over the bins that are not empty',
  source: 'Naeini, Cooper & Hauskrecht, AAAI 2015',
  read: (input) =>
    readProbabilities(input, (table) => {
      const gaps = gapsOf(table);
      const isUnsure = gaps.some(({ unsure }) => unsure > 0);
      return measured(
        Math.max(...gaps.map(({ gap }) => gap)),
        isUnsure ? 1 : Math.max(...gaps.map(({ bound }) => bound)),
      );
    }),
};
