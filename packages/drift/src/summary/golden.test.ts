import { describe, expect, test } from 'vitest';
import { golden } from '../../test/golden.ts';
import { compensatedSum } from './compensated-sum.ts';
import { BIN_RULES, histogramCounts, histogramEdges, type BinRule } from './histogram-edges.ts';
import { moments } from './moments.ts';
import { quantile, QUANTILE_METHODS, type QuantileMethod } from './quantile.ts';
import { interquartileRange, medianAbsoluteDeviation } from './robust-spread.ts';

type Case = {
  name: string;
  values?: number[];
  sample?: string;
  q: number[];
  expected: Record<QuantileMethod, number[]> &
    Record<'mean' | 'std_pop' | 'var_sample' | 'skew' | 'kurtosis_excess' | 'mad' | 'iqr' | 'fsum', number> & {
      hist_edges: Record<BinRule, number[]> | null;
    };
};
const { cases } = golden('quantiles.json') as { cases: Case[] };
const samples = (golden('samples.json') as { numeric: Record<string, number[]> }).numeric;
const valuesOf = ({ values, sample }: Case): Float64Array =>
  Float64Array.from(values ?? samples[sample ?? ''] ?? []).toSorted();

function expectClose(actual: number | null | undefined, expected: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNull();
  else expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected) + 1e-15);
}

describe.each(cases.map((one) => [one.name, one] as const))('%s agrees with NumPy', (_name, one) => {
  const sorted = valuesOf(one);
  test.each(QUANTILE_METHODS)('quantiles %s', (method) => {
    one.q.forEach((q, i) => expectClose(quantile(sorted, q, method), one.expected[method][i] ?? Number.NaN));
  });
  test('moments, sum, spread', () => {
    const shape = moments(sorted);
    const { expected } = one;
    expectClose(shape?.mean, expected.mean);
    expectClose(Math.sqrt(shape?.variance ?? Number.NaN), expected.std_pop);
    expectClose(shape?.sampleVariance, expected.var_sample);
    // NumPy's moments of two values are given as not a number; they follow the formulas all the same.
    if (sorted.length > 2) {
      expectClose(shape?.skewness, expected.skew);
      expectClose(shape?.excessKurtosis, expected.kurtosis_excess);
    }
    expectClose(compensatedSum(sorted), expected.fsum);
    expectClose(interquartileRange(sorted), expected.iqr);
    expectClose(medianAbsoluteDeviation(sorted), expected.mad);
  });
  const edges = one.expected.hist_edges;
  test.each(BIN_RULES)('edges of equal bins by the rule %s', (rule) => {
    const own = histogramEdges(sorted, rule);
    if (edges === null) {
      if (sorted.length === 1) expect(own).toBeNull();
      return;
    }
    expect(own).toHaveLength(edges[rule].length);
    edges[rule].forEach((edge, i) => expectClose(own?.[i], edge));
  });
});

test('Evidently’s bins and counts of pooled samples, by Sturges’ rule', () => {
  type Binned = {
    reference_sample: string;
    current_sample: string;
    bins?: { rule: string; edges: number[]; reference_counts: number[]; current_counts: number[] };
  };
  const binned = (golden('evidently.json') as { cases: Binned[] }).cases.filter(({ bins }) => bins !== undefined);
  expect(binned.length).toBeGreaterThan(3);
  for (const { reference_sample, current_sample, bins } of binned) {
    const reference = Float64Array.from(samples[reference_sample] ?? []).toSorted();
    const current = Float64Array.from(samples[current_sample] ?? []).toSorted();
    const edges = histogramEdges(Float64Array.of(...reference, ...current).toSorted(), 'sturges') ?? new Float64Array();
    bins?.edges.forEach((edge, i) => expectClose(edges[i], edge));
    expect([...histogramCounts(reference, edges)]).toEqual(bins?.reference_counts);
    expect([...histogramCounts(current, edges)]).toEqual(bins?.current_counts);
  }
});

describe('summaries of awkward values', () => {
  test('none, equal ones, and what leaves the range of doubles have no shape that is not a number', () => {
    expect(moments(new Float64Array())).toBeNull();
    expect(moments(Float64Array.of(1e308, 1e308))).toBeNull();
    expect(moments(Float64Array.of(0.1, 0.1, 0.1))).toMatchObject({ mean: 0.1, variance: 0, skewness: null });
    expect(histogramEdges(Float64Array.of(2, 2), 'auto')).toBeNull();
    expect(histogramEdges(Float64Array.of(-1e308, 1e308), 'sturges')).toBeNull();
    expect(() => quantile(new Float64Array(), 0.5)).toThrow(RangeError);
    expect(() => quantile(Float64Array.of(1), Number.NaN)).toThrow(RangeError);
  });
  test('a sum keeps what plain addition loses', () => {
    expect(compensatedSum([1e16, 1, -1e16])).toBe(1);
    expect(compensatedSum([1e308, 1e308])).toBe(Infinity);
  });
});
