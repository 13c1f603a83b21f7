import { CONVENTIONAL_THRESHOLDS } from './conventional-thresholds.ts';
import { measured, tooFewSamples } from './samples/sample-reading.ts';
import { twoSampleKolmogorovTail } from '../special/two-sample-kolmogorov.ts';
import type { NumericLayout } from '../grid/grid.ts';
import { isSingleValueCell } from '../grid/single-value-cell.ts';
import { totalCount } from '../pane/total-count.ts';
import { kolmogorovQuantileOfTail } from '../special/kolmogorov.ts';
import { samplingFactor, tooFewValues, type RuleMetricDefinition } from './metric-definition.ts';

export type KolmogorovSmirnovReading = { statistic: number; bound: number };

/**
 * D = sup |F − G| from cumulative counts, exact at the cell edges. Inside a cell with shares p and q that is
 * entered with difference d = F − G, F − G can reach d + p and G − F can reach q − d; `bound` is by how much that
 * exceeds the statistic. It is at most the largest cell mass, and 0 where cells hold one value.
 */
export function kolmogorovSmirnov(
  layout: NumericLayout,
  reference: Float64Array,
  window: Float64Array,
): KolmogorovSmirnovReading {
  const referenceTotal = totalCount(reference);
  const windowTotal = totalCount(window);
  let statistic = 0;
  let largest = 0;
  let referenceBefore = 0;
  let windowBefore = 0;
  for (let cell = 0; cell < reference.length; cell += 1) {
    const before = referenceBefore / referenceTotal - windowBefore / windowTotal;
    referenceBefore += reference[cell] ?? 0;
    windowBefore += window[cell] ?? 0;
    const after = referenceBefore / referenceTotal - windowBefore / windowTotal;
    statistic = Math.max(statistic, Math.abs(after));
    if (isSingleValueCell(layout, cell)) continue;
    const p = (reference[cell] ?? 0) / referenceTotal;
    const q = (window[cell] ?? 0) / windowTotal;
    // F − G can rise by p before G moves, and G − F by q before F moves.
    largest = Math.max(largest, before + p, q - before);
  }
  return { statistic, bound: Math.max(0, largest - statistic) };
}

/**
 * D = sup |F − G| of two ascending samples, exact: both cumulative counts are compared in whole numbers after each
 * distinct value. Domain: at least one value each. From 0 to 1.
 */
export function kolmogorovSmirnovOfSorted(reference: Float64Array, current: Float64Array): number {
  const n = reference.length;
  const m = current.length;
  let i = 0;
  let j = 0;
  let largest = 0;
  while (i < n && j < m) {
    const value = Math.min(reference[i] as number, current[j] as number);
    while (i < n && reference[i] === value) i += 1;
    while (j < m && current[j] === value) j += 1;
    largest = Math.max(largest, Math.abs(i * m - j * n));
  }
  return largest / (n * m);
}

export const kolmogorovSmirnovMetric: RuleMetricDefinition = {
  id: 'kolmogorovSmirnov',
  label: 'Kolmogorov–Smirnov statistic',
  unit: 'distance',
  formula: 'sup |F − G| of the cumulative shares at the cell edges',
  source: 'Smirnov, Ann. Math. Stat. 19(2), 1948; Massey, JASA 46, 1951',
  domain: 'numeric values',
  meaning:
    'Largest difference between the two cumulative distributions, 0 to 1. p: exact up to 10,000 values a side, beyond by the law of one sample of nm/(n + m) values; with ties it is an upper bound.',
  errorBound: 'at most the largest cell mass of either side; 0 where every cell holds one value',
  kinds: ['numeric'],
  conventional: CONVENTIONAL_THRESHOLDS.kolmogorovSmirnov,
  fromSamples(input) {
    if (input.kind !== 'numeric') return { state: 'undefined', reason: 'categories have no order' };
    const { reference, current } = input;
    const refused = tooFewSamples(input);
    if (refused !== undefined) return refused;
    const statistic = kolmogorovSmirnovOfSorted(reference.sorted, current.sorted);
    const pValue = twoSampleKolmogorovTail(reference.sorted.length, current.sorted.length, statistic);
    return measured(statistic, { pValue });
  },
  read(input) {
    if (input.layout.kind !== 'numeric') return { state: 'undefined', reason: 'categories have no order' };
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const { statistic, bound } = kolmogorovSmirnov(input.layout, input.reference.cells, input.window.cells);
    return { state: 'measured', value: statistic, bound: bound + input.rankErrorShare, baseline: 0 };
  },
  pValue: ({ reference, window }, value) => twoSampleKolmogorovTail(reference.values, window.values, value),
  /** D exceeds x·√(1/n + 1/m) with Kolmogorov's probability; with ties less often. */
  noise(input, tail) {
    return Math.min(1, kolmogorovQuantileOfTail(tail) * Math.sqrt(samplingFactor(input)));
  },
};
