import { tooFewValues, type MetricDefinition } from './metric-definition.ts';
import { measured, tooFewSamples } from './samples/sample-reading.ts';
import { contingencyPValue, forEachExpected, pooledTable, type ContingencyTable } from './contingency-table.ts';

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

export const gTestMetric: MetricDefinition = {
  id: 'gTest',
  label: 'G test',
  unit: 'statistic',
  formula:
    '2·Σ observed·ln(observed ÷ expected), expected = column × row ÷ all, over categories or the bins of the stability index',
  source: 'Wilks, Ann. Math. Stat. 6(4), 1935; Sokal & Rohlf, Biometry',
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
    const value = gStatistic(table);
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
      value: gStatistic(table),
      bound: 0,
      baseline: 0,
      ...(pooledCells > 0 ? { pooledCells } : {}),
    };
  },
  pValue: ({ grouped }, value) =>
    contingencyPValue(pooledTable({ reference: grouped.reference, current: grouped.window }), value),
};
