import { contingencyPValue, pooledTable, type ContingencyTable } from './contingency-table.ts';
import { tooFewValues, type MetricDefinition } from './metric-definition.ts';
import { measured, tooFewSamples } from './samples/sample-reading.ts';

type Told = Pick<MetricDefinition, 'label' | 'formula' | 'source'>;

/** A test of homogeneity whose statistic follows the same law when nothing changed; `id` and `statistic` tell them apart. */
export function contingencyMetric(
  id: MetricDefinition['id'],
  told: Told,
  statistic: (table: ContingencyTable) => number,
): MetricDefinition {
  return {
    id,
    ...told,
    unit: 'statistic',
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
      const value = statistic(table);
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
        value: statistic(table),
        bound: 0,
        baseline: 0,
        ...(pooledCells > 0 ? { pooledCells } : {}),
      };
    },
    pValue: ({ grouped }, value) =>
      contingencyPValue(pooledTable({ reference: grouped.reference, current: grouped.window }), value),
  };
}
