import { contingencyMetric } from './contingency-metric.ts';
import { forEachExpected, type ContingencyTable } from './contingency-table.ts';

/**
 * G of a 2 × k table: 2·Σ observed·ln(observed ÷ expected), empty cells counting 0. Domain: equal lengths, positive sums;
 * one column: 0.
 */
export function gStatistic(table: ContingencyTable): number {
  let sum = 0;
  forEachExpected(table, (observed, expected) => {
    if (observed > 0) sum += observed * Math.log(observed / expected);
  });
  return Math.max(0, 2 * sum);
}

export const gTestMetric = contingencyMetric(
  'gTest',
  {
    label: 'G test',
    formula:
      '2·Σ observed·ln(observed ÷ expected), expected = column × row ÷ all, over categories or the bins of the stability index',
    source: 'Wilks, Ann. Math. Stat. 6(4), 1935; Sokal & Rohlf, Biometry',
  },
  gStatistic,
);
