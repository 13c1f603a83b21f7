import { describe, expect, test } from 'vitest';
import { golden } from '../../test/golden.ts';
import { compileGrid } from '../grid/compile-grid.ts';
import { numericCell } from '../grid/cell-of-value.ts';
import { numericEdges } from '../grid/numeric-edges.ts';
import { jensenShannonDistance } from './jensen-shannon.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { populationStabilityIndex } from './population-stability-index.ts';
import { NumericSample } from '../reference/numeric-sample.ts';

type DistanceCase = {
  name: string;
  reference_counts: number[];
  current_counts: number[];
  expected: Record<'psi_raw_no_eps' | 'psi_laplace_0.5' | 'js_distance_base_2', number>;
};
type KsCase = {
  name: string;
  reference?: number[];
  current?: number[];
  reference_sample?: string;
  current_sample?: string;
  expected: Record<string, { statistic: number }>;
};

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected) + 1e-16);
}

describe('distances of bin counts agree with NumPy and SciPy', () => {
  const { cases } = golden('distances.json') as { cases: DistanceCase[] };
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const reference = Float64Array.from(one.reference_counts);
    const window = Float64Array.from(one.current_counts);
    expectClose(populationStabilityIndex(reference, window), one.expected['psi_laplace_0.5']);
    if (Number.isFinite(one.expected.psi_raw_no_eps))
      expectClose(populationStabilityIndex(reference, window, 0), one.expected.psi_raw_no_eps);
    expectClose(jensenShannonDistance(reference, window), one.expected.js_distance_base_2);
  });
});

describe('the Kolmogorov–Smirnov statistic agrees with SciPy within its bound', () => {
  const { cases } = golden('ks.json') as { cases: KsCase[] };
  const samples = (golden('samples.json') as { numeric: Record<string, number[]> }).numeric;
  const sampleOf = (values: number[] | undefined, name: string | undefined): number[] =>
    values ?? samples[name ?? ''] ?? [];
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const reference = sampleOf(one.reference, one.reference_sample);
    const window = sampleOf(one.current, one.current_sample);
    expect(reference.length * window.length).toBeGreaterThan(0);
    const sample = new NumericSample();
    for (const value of reference) sample.add(value);
    const edges = numericEdges(sample.weighted());
    const [layout] = compileGrid([
      { name: 'x', source: 'feature', kind: 'numeric', coerce: false, edges, centre: 0, scale: 1 },
    ]).layouts;
    if (layout?.kind !== 'numeric') throw new Error('a numeric layout was asked for');
    const count = (values: number[]): Float64Array => {
      const cells = new Float64Array(layout.valueCells);
      for (const value of values) {
        const cell = numericCell(layout.edges, value);
        cells[cell] = (cells[cell] ?? 0) + 1;
      }
      return cells;
    };
    const { statistic, bound } = kolmogorovSmirnov(layout, count(reference), count(window));
    const exact = (one.expected['two-sided/auto'] ?? one.expected['two-sided/exact'])?.statistic ?? Number.NaN;
    expect(statistic).toBeLessThanOrEqual(exact + 1e-12);
    expect(statistic + bound).toBeGreaterThanOrEqual(exact - 1e-12);
    expect(bound).toBeLessThanOrEqual(0.016);
    // Few distinct values have a cell each: nothing is lost.
    if (new Set(reference).size <= 128) expectClose(statistic, exact);
  });
});
