import { describe, expect, test } from 'vitest';
import { column, paneOf, referenceOf } from '../../test/streams.ts';
import { referenceCounts } from '../pane/feature-counts.ts';
import type { MetricId } from '../verdict/evaluation.ts';
import { groupCounts, groupOfCell } from './group-cells.ts';
import { METRICS } from './index.ts';
import type { MetricValue } from './metric-definition.ts';
import { populationStabilityIndex } from './population-stability-index.ts';
import { seeded } from '../../test/seeded.ts';
import { chiSquareQuantileOfTail } from '../special/chi-square.ts';
import { metricInput } from './metric-input.ts';
import { rateNoise } from './rate-noise.ts';

function read(id: MetricId, referenceValues: readonly unknown[], windowValues: readonly unknown[]): MetricValue {
  const reference = referenceOf(column(referenceValues));
  const [layout] = reference.grid.layouts;
  if (layout === undefined) throw new Error('one feature was given');
  const pane = paneOf(reference, column(windowValues));
  return METRICS[id].read(metricInput({ reference, pane }, layout, { bins: 10, minValues: 2 }));
}

function groupsOf(values: readonly unknown[], windowValues = 1_000): number[] {
  const reference = referenceOf(column(values));
  const [layout] = reference.grid.layouts;
  if (layout === undefined) throw new Error('one feature was given');
  const { cells } = referenceCounts(reference, layout);
  return [...groupCounts(cells, groupOfCell(layout, cells, { bins: 10, windowValues }))];
}

const repeat = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);

describe('groups', () => {
  test('a continuous column has ten of a tenth each', () => {
    const groups = groupsOf(Array.from({ length: 10_000 }, (_, i) => Math.sin(i) * 1e3));
    expect(groups).toHaveLength(10);
    for (const count of groups) expect(Math.abs(count - 1_000)).toBeLessThan(100);
  });
  test('a heavy value is a group alone, beside light ones', () => {
    expect(groupsOf([...repeat(1, 20), ...repeat(2, 980)])).toEqual([20, 980]);
    expect(groupsOf([...repeat(1, 980), ...repeat(2, 20)])).toEqual([980, 20]);
  });
  test('what is lighter than one percent has none of its own', () => {
    expect(groupsOf([...repeat(1, 5), ...repeat(2, 995)])).toEqual([1_000]);
  });
  test('a small window has larger groups', () => {
    const letters = [...repeat('a', 900), ...repeat('b', 60), ...repeat('c', 40)];
    expect(groupsOf(letters)).toEqual([900, 60, 40]);
    expect(groupsOf(letters, 100)).toEqual([900, 100]);
  });
  test('categories: the largest alone, the rare together with what is new', () => {
    expect(groupsOf([...repeat('a', 600), ...repeat('b', 390), ...repeat('c', 6), ...repeat('d', 4)])).toEqual([
      600, 390, 10,
    ]);
  });
});

describe('worked values', () => {
  test('mean shift: two reference standard deviations', () => {
    const reference = [2, 4, 4, 4, 5, 5, 7, 9]; // mean 5, sd 2
    expect(read('meanShift', reference, [9, 9, 9])).toMatchObject({ value: expect.closeTo(2, 5) as number });
    expect(read('meanShift', reference, [1, 1])).toMatchObject({ value: expect.closeTo(2, 5) as number });
  });
  test('mean shift: an absurd value counts as 1,024 standard deviations', () => {
    expect(read('meanShift', [2, 4, 4, 4, 5, 5, 7, 9], [1e300, 5])).toMatchObject({
      value: expect.closeTo(512, 3) as number,
    });
  });
  test('missing rate: absent, null, wrong type and non-finite are all without a usable value', () => {
    expect(read('missingRate', [1, 2, 3, null], [1, undefined, null, 'x', Number.NaN, 2, 3, 4])).toEqual({
      state: 'measured',
      value: 0.5,
      bound: 0,
      baseline: 0.25,
    });
  });
  test('new-category rate: of the values, not of the events', () => {
    expect(read('newCategoryRate', ['a', 'b'], ['a', 'z', null, null])).toMatchObject({ value: 0.5, baseline: 0 });
  });
  test('Kolmogorov–Smirnov: a value between two reference values counts where it lies', () => {
    expect(read('kolmogorovSmirnov', [1, 2], [1.5, 1.5])).toEqual({
      state: 'measured',
      value: 0.5,
      bound: 0,
      baseline: 0,
    });
  });
  test.each([
    ['kolmogorovSmirnov', ['a', 'b'], 'categories have no order'],
    ['meanShift', [3, 3, 3], 'the reference has one value only'],
    ['psi', [null, null], 'the reference has 0 values, 2 are needed'],
    ['newCategoryRate', [1, 2], 'numbers have no categories'],
  ] as const)('%s of %p is undefined and says why', (id, values, reason) => {
    expect(read(id, values, values)).toEqual({ state: 'undefined', reason });
  });
});

describe('noise of rates', () => {
  test('is the smallest count that two equal rates exceed with at most the stated probability', () => {
    // r = 0 of 20,000, n = 3,000: P(x or more in the window | x in all) = (3/23)^x.
    const level = rateNoise({ n: 3_000 }, { m: 20_000, r: 0 }, 1e-6);
    expect(level).toBe(Math.ceil(Math.log(1e-6) / Math.log(3 / 23)) / 3_000);
  });
  test('lies above the rate of the reference, by less the larger the window', () => {
    const small = rateNoise({ n: 100 }, { m: 10_000, r: 500 }, 1e-3);
    const large = rateNoise({ n: 10_000 }, { m: 10_000, r: 500 }, 1e-3);
    expect(small).toBeGreaterThan(large);
    expect(large).toBeGreaterThan(0.05);
    expect(large).toBeLessThan(0.065);
  });
  test('is 1 when not even a window full of them would be strange', () => {
    expect(rateNoise({ n: 5 }, { m: 10, r: 10 }, 1e-9)).toBe(1);
  });
});

test(
  'the stability index of small bins keeps to the chi-square tail that its noise assumes',
  { timeout: 30_000 },
  () => {
    const shares = [0.3, 0.2, 0.15, 0.12, 0.08, 0.05, 0.025, 0.025, 0.025, 0.025];
    const reference = Float64Array.from(shares, (share) => share * 40_000);
    const binOf = shares.flatMap((share, bin) => repeat(bin, Math.round(share * 1_000)));
    const random = seeded(17);
    const level = (1 / 200 + 1 / 40_000) * chiSquareQuantileOfTail(1e-3, shares.length - 1);
    let exceeded = 0;
    for (let draw = 0; draw < 20_000; draw += 1) {
      const window = new Float64Array(shares.length);
      for (let i = 0; i < 200; i += 1) {
        const bin = binOf[Math.floor(random() * 1_000)] ?? 0;
        window[bin] = (window[bin] ?? 0) + 1;
      }
      if (populationStabilityIndex(reference, window) >= level) exceeded += 1;
    }
    // 20 expected; with empty bins floored at 0.0001 it is about 500.
    expect(exceeded).toBeLessThan(50);
    expect(exceeded).toBeGreaterThan(5);
  },
);
