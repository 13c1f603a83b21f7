import { contingencyMetric } from './contingency-metric.ts';
import { forEachExpected, type ContingencyTable } from './contingency-table.ts';

/**
 * Pearson's X² of a 2 × k table: Σ (observed − expected)² ÷ expected, without Yates' correction. Columns that are empty on
 * both sides count for nothing. Domain: equal lengths, positive sums; one column: 0.
 */
export function chiSquareStatistic(table: ContingencyTable): number {
  let sum = 0;
  forEachExpected(table, (observed, expected) => {
    sum += (observed - expected) ** 2 / expected;
  });
  return sum;
}

export const chiSquareMetric = contingencyMetric(
  'chiSquare',
  {
    label: 'Chi-square',
    formula:
      'Σ (observed − expected)² ÷ expected, expected = column × row ÷ all, over categories or the bins of the stability index',
    source: 'Pearson, Phil. Mag. 50, 1900; homogeneity of two samples',
  },
  chiSquareStatistic,
);
