import { measured, undefinedBecause } from '../performance-metric.ts';
import { tableTotals, type ScoreTable } from '../score-table.ts';
import { readTable, type BinaryMetric } from './binary-input.ts';

/** True where a cell may hold different scores, so that its rows may have been in either order. */
function isWide(table: ScoreTable, cell: number): boolean {
  return table.low[cell] !== table.high[cell];
}

export const rocAucMetric: BinaryMetric = {
  id: 'rocAuc',
  label: 'ROC AUC',
  kind: 'binary',
  unit: 'share',
  direction: 'higher',
  range: [0, 1],
  formula: 'P(score of a positive > score of a negative) + ½·P(equal)',
  source: 'Hanley & McNeil, Radiology 143(1), 1982; as scikit-learn computes it',
  read: (input) =>
    readTable(input, (table) => {
      const { positives, negatives } = tableTotals(table);
      if (positives === 0 || negatives === 0)
        return undefinedBecause(`needs both classes, has ${positives} positive and ${negatives} negative`);
      let [wins, unsure, below] = [0, 0, 0];
      for (let cell = 0; cell < table.scores.length; cell += 1) {
        const [p, n] = [table.positives[cell] ?? 0, table.negatives[cell] ?? 0];
        wins += p * (below + n / 2);
        below += n;
        if (isWide(table, cell)) unsure += (p * n) / 2;
      }
      return measured(wins / (positives * negatives), unsure / (positives * negatives));
    }),
};

export const averagePrecisionMetric: BinaryMetric = {
  id: 'averagePrecision',
  label: 'Average precision',
  kind: 'binary',
  unit: 'share',
  direction: 'higher',
  range: [0, 1],
  formula: 'Σ (recall_k − recall_(k−1))·precision_k over the distinct scores, highest first; 0 without positives',
  source: 'as scikit-learn computes it (no interpolation)',
  read: (input) =>
    readTable(input, (table) => {
      const { positives } = tableTotals(table);
      if (positives === 0) return measured(0, 0, '0 by convention: no positives');
      let [sum, best, worst, tp, seen] = [0, 0, 0, 0, 0];
      for (let cell = table.scores.length - 1; cell >= 0; cell -= 1) {
        const [p, n] = [table.positives[cell] ?? 0, table.negatives[cell] ?? 0];
        if (p > 0) {
          const tied = (p * (tp + p)) / (seen + p + n);
          sum += tied;
          best += isWide(table, cell) ? (p * (tp + p)) / (seen + p) : tied;
          worst += isWide(table, cell) ? (p * (tp + 1)) / (seen + n + 1) : tied;
        }
        tp += p;
        seen += p + n;
      }
      return measured(sum / positives, Math.max(best - sum, sum - worst) / positives);
    }),
};

export const ksScoreMetric: BinaryMetric = {
  id: 'ksScore',
  label: 'KS of scores',
  kind: 'binary',
  unit: 'share',
  direction: 'higher',
  range: [0, 1],
  formula: 'largest difference between the distribution functions of the scores of positives and of negatives',
  source: 'Kolmogorov–Smirnov two-sample statistic, as SciPy computes it',
  read: (input) =>
    readTable(input, (table) => {
      const { positives, negatives } = tableTotals(table);
      if (positives === 0 || negatives === 0)
        return undefinedBecause(`needs both classes, has ${positives} positive and ${negatives} negative`);
      let [largest, bound, p, n] = [0, 0, 0, 0];
      for (let cell = 0; cell < table.scores.length; cell += 1) {
        const [dp, dn] = [table.positives[cell] ?? 0, table.negatives[cell] ?? 0];
        if (isWide(table, cell)) bound = Math.max(bound, dp / positives, dn / negatives);
        p += dp;
        n += dn;
        largest = Math.max(largest, Math.abs(p / positives - n / negatives));
      }
      return measured(largest, Math.min(bound, 1 - largest));
    }),
};
