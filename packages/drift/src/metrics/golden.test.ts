import { describe, expect, test } from 'vitest';
import { golden } from '../../test/golden.ts';
import { compileGrid } from '../grid/compile-grid.ts';
import { numericCell } from '../grid/cell-of-value.ts';
import { numericEdges } from '../grid/numeric-edges.ts';
import { finiteKolmogorovTail } from '../special/finite-kolmogorov.ts';
import { normalTail } from '../special/normal.ts';
import type { MetricId } from '../verdict/evaluation.ts';
import { chiSquareStatistic } from './chi-square.ts';
import { contingencyPValue, forEachExpected } from './contingency-table.ts';
import { gStatistic } from './g-test.ts';
import { hellingerDistance } from './hellinger.ts';
import { METRICS } from './index.ts';
import { jensenShannonDistance } from './jensen-shannon.ts';
import { kullbackLeibler } from './kullback-leibler.ts';
import { lInfinityDistance } from './l-infinity.ts';
import { categoricalSampleInput, numericSampleInput, type SampleInput } from './samples/sample-input.ts';
import { categoricalSide, numericSide, type NumericSide } from './samples/sample-side.ts';
import { totalVariationDistance } from './total-variation.ts';
import { twoProportionZ } from './two-proportion-z.ts';
import { wassersteinOfSorted } from './wasserstein.ts';
import { welchPValue } from './welch-p-value.ts';
import { eventsAdded } from './zero-rule.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { populationStabilityIndex } from './population-stability-index.ts';
import { NumericSample } from '../reference/numeric-sample.ts';

type DistanceCase = {
  name: string;
  reference_counts: number[];
  current_counts: number[];
  expected: Record<
    | 'psi_raw_no_eps'
    | 'psi_laplace_0.5'
    | 'js_distance_base_2'
    | 'js_distance_base_e'
    | 'js_divergence_base_2'
    | 'kl_ref_cur_nats'
    | 'kl_cur_ref_nats'
    | 'kl_ref_cur_bits'
    | 'hellinger'
    | 'bhattacharyya_coefficient'
    | 'total_variation'
    | 'l_infinity'
    | 'wasserstein_on_bin_index',
    number
  >;
};
type SampleCase = {
  name: string;
  reference?: number[];
  current?: number[];
  reference_sample?: string;
  current_sample?: string;
};
type KsCase = SampleCase & {
  n_ref: number;
  n_cur: number;
  expected: Record<string, { statistic: number; pvalue: number }>;
};
type WassersteinCase = SampleCase & {
  expected: Record<
    | 'wasserstein_1'
    | 'evidently_normed'
    | 'energy_distance'
    | 'mean_ref'
    | 'mean_cur'
    | 'std_ref_population'
    | 'std_cur_population'
    | 'welch_p',
    number
  >;
};
type TestResult = { statistic: number; pvalue: number };
type Chi2Case = {
  name: string;
  reference_counts: number[];
  current_counts: number[];
  expected: {
    contingency_correction_False: TestResult & { expected_freq: number[][] };
    g_test_contingency: TestResult;
  };
};
type ZCase = {
  name: string;
  ref_successes: number;
  n_ref: number;
  cur_successes: number;
  n_cur: number;
  expected: Record<'z' | 'p_two_sided' | 'p_less' | 'p_greater', number>;
};

type EvidentlyCase = {
  name: string;
  type: 'num' | 'cat';
  reference_sample: string;
  current_sample: string;
  reference_counts?: Record<string, number>;
  current_counts?: Record<string, number>;
  bins?: { edges?: number[]; reference_counts?: number[]; current_counts?: number[] };
  expected: Record<string, { score?: number }>;
};

/** Shares with Evidently's zero rule: 0.0001, or a millionth of the smallest share where that is as small. */
function filled(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const smallest = Math.min(...counts.filter((count) => count > 0)) / total;
  return counts.map((count) => (count > 0 ? count / total : smallest > 1e-4 ? 1e-4 : smallest / 1e6));
}

function roundHalfEven(value: number): number {
  return Number.isInteger(value - 0.5) ? 2 * Math.round(value / 2) : Math.round(value);
}

function expectClose(actual: number, expected: number, relative = 1e-9): void {
  if (Number.isFinite(expected))
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected) + 1e-16);
  else expect(actual).toBe(expected);
}

describe('distances of bin counts agree with NumPy and SciPy', () => {
  const { cases } = golden('distances.json') as { cases: DistanceCase[] };
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const reference = Float64Array.from(one.reference_counts);
    const window = Float64Array.from(one.current_counts);
    const { expected } = one;
    expectClose(populationStabilityIndex(reference, window), expected['psi_laplace_0.5']);
    if (Number.isFinite(expected.psi_raw_no_eps))
      expectClose(populationStabilityIndex(reference, window, 0), expected.psi_raw_no_eps);
    expectClose(jensenShannonDistance(reference, window), expected.js_distance_base_2);
    expectClose(jensenShannonDistance(reference, window) * Math.sqrt(Math.LN2), expected.js_distance_base_e);
    expectClose(jensenShannonDistance(reference, window) ** 2, expected.js_divergence_base_2);
    expectClose(kullbackLeibler(reference, window), expected.kl_ref_cur_nats);
    expectClose(kullbackLeibler(window, reference), expected.kl_cur_ref_nats);
    expectClose(kullbackLeibler(reference, window) / Math.LN2, expected.kl_ref_cur_bits);
    expectClose(hellingerDistance(reference, window), expected.hellinger);
    expectClose(1 - hellingerDistance(reference, window) ** 2, expected.bhattacharyya_coefficient);
    expectClose(totalVariationDistance(reference, window), expected.total_variation);
    expectClose(lInfinityDistance(reference, window), expected.l_infinity);
    const positions = (counts: Float64Array): Float64Array =>
      Float64Array.from(
        counts.length > 0 ? [...counts].flatMap((count, bin) => Array<number>(Math.min(count, 1e4)).fill(bin)) : [],
      );
    if (Math.max(...reference, ...window) <= 1e4)
      expectClose(wassersteinOfSorted(positions(reference), positions(window)), expected.wasserstein_on_bin_index);
  });
  test.each(cases.map((one) => [one.name, one] as const))(
    'the zero rule of raw samples: as the formula says, and half an event where a bin is empty: %s',
    (_name, one) => {
      const reference = Float64Array.from(one.reference_counts);
      const window = Float64Array.from(one.current_counts);
      const index = populationStabilityIndex(reference, window, eventsAdded(reference, window));
      const raw = one.expected.psi_raw_no_eps;
      expectClose(index, Number.isFinite(raw) ? raw : one.expected['psi_laplace_0.5']);
    },
  );
});

describe('two samples agree with SciPy', () => {
  const samples = (golden('samples.json') as { numeric: Record<string, number[]> }).numeric;
  const sideOf = (values: number[] | undefined, name: string | undefined): NumericSide =>
    numericSide(Float64Array.from(values ?? samples[name ?? ''] ?? []));
  const inputOf = (one: SampleCase): SampleInput =>
    numericSampleInput(sideOf(one.reference, one.reference_sample), sideOf(one.current, one.current_sample), 10);

  const ks = (golden('ks.json') as { cases: KsCase[] }).cases;
  test.each(ks.map((one) => [one.name, one] as const))('Kolmogorov–Smirnov and its p: %s', (_name, one) => {
    const expected = one.expected['two-sided/auto'];
    const reading = METRICS.kolmogorovSmirnov.fromSamples(inputOf(one));
    if (reading.state !== 'measured' || expected === undefined) throw new Error('it was to be measured');
    expectClose(reading.value, expected.statistic);
    expectClose(reading.pValue ?? Number.NaN, expected.pvalue, 1e-6);
    if (one.expected['two-sided/asymp'] !== undefined && one.n_ref * one.n_cur > 1) {
      const n = roundHalfEven((one.n_ref * one.n_cur) / (one.n_ref + one.n_cur));
      const asymptotic = one.expected['two-sided/asymp'];
      expectClose(finiteKolmogorovTail(n, asymptotic.statistic), asymptotic.pvalue, 1e-6);
    }
  });

  const { cases } = golden('wasserstein.json') as { cases: WassersteinCase[] };
  test.each(cases.map((one) => [one.name, one] as const))(
    'Wasserstein, energy distance, moments, Welch: %s',
    (_name, one) => {
      const input = inputOf(one);
      const valueOf = (id: MetricId): number | string => {
        const reading = METRICS[id].fromSamples(input);
        return reading.state === 'measured' ? reading.value : reading.state;
      };
      const { expected } = one;
      expectClose(Number(valueOf('wasserstein')), expected.wasserstein_1);
      expectClose(Number(valueOf('energyDistance')), expected.energy_distance);
      if (input.kind !== 'numeric') throw new Error('numbers were given');
      expectClose(input.reference.mean ?? Number.NaN, expected.mean_ref);
      expectClose(Math.sqrt(input.reference.variance ?? Number.NaN), expected.std_ref_population);
      expectClose(Math.sqrt(input.current.variance ?? Number.NaN), expected.std_cur_population);
      if (expected.std_ref_population === 0) {
        // Evidently divides by 0.001 instead: 2,000 sd of nothing.
        expect(valueOf('wassersteinNormalized')).toBe('undefined');
        return;
      }
      expectClose(Number(valueOf('wassersteinNormalized')), expected.evidently_normed);
      expectClose(Number(valueOf('varianceRatio')), (expected.std_cur_population / expected.std_ref_population) ** 2);
      expectClose(
        Number(valueOf('meanShift')),
        Math.abs(expected.mean_cur - expected.mean_ref) / expected.std_ref_population,
      );
      expectClose(welchPValue(input.reference, input.current) ?? Number.NaN, expected.welch_p, 1e-6);
    },
  );
});

describe('tests of counts agree with SciPy', () => {
  const { cases } = golden('chi2.json') as { cases: Chi2Case[] };
  test.each(cases.map((one) => [one.name, one] as const))('chi-square and G without Yates: %s', (_name, one) => {
    const table = {
      reference: Float64Array.from(one.reference_counts),
      current: Float64Array.from(one.current_counts),
    };
    const pearson = one.expected['contingency_correction_False'];
    expectClose(chiSquareStatistic(table), pearson.statistic);
    expectClose(contingencyPValue(table, chiSquareStatistic(table)), pearson.pvalue, 1e-6);
    expectClose(gStatistic(table), one.expected.g_test_contingency.statistic);
    expectClose(contingencyPValue(table, gStatistic(table)), one.expected.g_test_contingency.pvalue, 1e-6);
    const expected = pearson.expected_freq;
    const visited: number[] = [];
    forEachExpected(table, (_observed, share) => visited.push(share));
    visited.forEach((share, i) => expectClose(share, expected[i % 2]?.[Math.floor(i / 2)] ?? Number.NaN));
  });

  const z = (golden('ztest.json') as { cases: ZCase[] }).cases;
  test.each(z.map((one) => [one.name, one] as const))('two proportions: %s', (_name, one) => {
    const { expected } = one;
    const value = twoProportionZ({ hits: one.ref_successes, n: one.n_ref }, { hits: one.cur_successes, n: one.n_cur });
    if (Number.isNaN(expected.z)) {
      expect(value).toBeNull();
      return;
    }
    expectClose(value ?? Number.NaN, expected.z);
    expectClose(2 * normalTail(Math.abs(value ?? 0)), expected.p_two_sided, 1e-6);
    expectClose(normalTail(value ?? 0), expected.p_greater, 1e-6);
    expectClose(normalTail(-(value ?? 0)), expected.p_less, 1e-6);
  });
});

describe('what Evidently computes is found from the same counts, where it is the mathematics', () => {
  const { cases } = golden('evidently.json') as { cases: EvidentlyCase[] };
  const samples = (golden('samples.json') as { numeric: Record<string, number[]> }).numeric;
  const score = (one: EvidentlyCase, id: string): number => one.expected[id]?.score ?? Number.NaN;
  const numeric = cases.filter(({ type }) => type === 'num');
  const binned = numeric.filter(({ bins }) => bins?.edges !== undefined && bins.reference_counts !== undefined);

  test.each(binned.map((one) => [one.name, one] as const))(
    'on its pooled Sturges bins, which are not reference quantiles; empty ones filled as it does: %s',
    (_name, one) => {
      const reference = Float64Array.from(one.bins?.reference_counts ?? []);
      const current = Float64Array.from(one.bins?.current_counts ?? []);
      // Its Jensen–Shannon distance is to base e, at most 0.83.
      expectClose(jensenShannonDistance(reference, current) * Math.sqrt(Math.LN2), score(one, 'jensenshannon'));
      const [p, q] = [filled(reference), filled(current)];
      const index = p.reduce((sum, share, bin) => sum + ((q[bin] ?? 0) - share) * Math.log((q[bin] ?? 0) / share), 0);
      expectClose(index, score(one, 'psi'));
      expectClose(kullbackLeibler(p, q), score(one, 'kl_div'));
    },
  );
  test.each(numeric.map((one) => [one.name, one] as const))('on the samples themselves: %s', (_name, one) => {
    const input = numericSampleInput(
      numericSide(Float64Array.from(samples[one.reference_sample] ?? [])),
      numericSide(Float64Array.from(samples[one.current_sample] ?? [])),
      10,
    );
    const read = (id: MetricId): { value: number; pValue: number } => {
      const reading = METRICS[id].fromSamples(input);
      if (reading.state !== 'measured') return { value: Number.NaN, pValue: Number.NaN };
      return { value: reading.value, pValue: reading.pValue ?? Number.NaN };
    };
    expectClose(read('kolmogorovSmirnov').pValue, score(one, 'ks'), 1e-6);
    expectClose(read('energyDistance').value, score(one, 'ed'));
    // Where nothing varies in the reference it divides by 0.001; here that is undefined.
    if (input.kind === 'numeric' && input.reference.variance === 0)
      expect(METRICS.wassersteinNormalized.fromSamples(input).state).toBe('undefined');
    else expectClose(read('wassersteinNormalized').value, score(one, 'wasserstein'));
  });
  const categorical = cases.filter(({ type, reference_counts }) => type === 'cat' && reference_counts !== undefined);
  test.each(categorical.map((one) => [one.name, one] as const))('categories: %s', (_name, one) => {
    const side = (counts: Record<string, number> | undefined) => categoricalSide(new Map(Object.entries(counts ?? {})));
    const input = categoricalSampleInput(side(one.reference_counts), side(one.current_counts));
    const { reference, current } = input.binned;
    expectClose(jensenShannonDistance(reference, current) * Math.sqrt(Math.LN2), score(one, 'jensenshannon'));
    expectClose(hellingerDistance(reference, current), score(one, 'hellinger'));
    expectClose(kullbackLeibler(filled(reference), filled(current)), score(one, 'kl_div'));
  });
});

describe('the Kolmogorov–Smirnov statistic from grid counts agrees with SciPy within its bound', () => {
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
