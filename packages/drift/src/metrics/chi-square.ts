import { tooFewValues, type MetricDefinition } from './metric-definition.ts';
import { measured, tooFewSamples } from './samples/sample-reading.ts';
import { contingencyPValue, forEachExpected, pooledTable, type ContingencyTable } from './contingency-table.ts';

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

export const chiSquareMetric: MetricDefinition = {
  id: 'chiSquare',
  label: 'Chi-square',
  unit: 'statistic',
  formula:
    'Σ (observed − expected)² ÷ expected, expected = column × row ÷ all, over categories or the bins of the stability index',
  source: 'Pearson, Phil. Mag. 50, 1900; homogeneity of two samples',
  domain: 'values only. Columns whose expected count is below 1 are pooled (Cochran 1954); no continuity correction',
  meaning:
    'A test: p is the chance of such a difference when nothing changed. With many values any difference is significant.',
  errorBound: '0: bins are unions of cells; exact counts only, so a sketched reference has none',
  kinds: ['numeric', 'categorical'],
  conventional: null,
  fromSamples(input) {
    const refused = tooFewSamples(input);
    if (refused !== undefined) return refused;
    const { pooledCells, ...table } = pooledTable(input.binned);
    const value = chiSquareStatistic(table);
    return measured(value, { pValue: contingencyPValue(table, value), ...(pooledCells > 0 ? { pooledCells } : {}) });
  },
  read(input) {
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    if (input.rankErrorShare > 0) return { state: 'undefined', reason: 'the counts of the reference are not exact' };
    const { pooledCells, ...table } = pooledTable({
      reference: input.grouped.reference,
      current: input.grouped.window,
    });
    return {
      state: 'measured',
      value: chiSquareStatistic(table),
      bound: 0,
      baseline: 0,
      ...(pooledCells > 0 ? { pooledCells } : {}),
    };
  },
  pValue: ({ grouped }, value) =>
    contingencyPValue(pooledTable({ reference: grouped.reference, current: grouped.window }), value),
};
