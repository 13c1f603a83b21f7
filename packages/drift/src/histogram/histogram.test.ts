import { fc } from '../../test/properties.ts';
import { describe, expect, test } from 'vitest';
import { column, paneOf, RawValue, referenceOf } from '../../test/streams.ts';
import { featureHistogram, type FeatureHistogram } from './feature-histogram.ts';
import { readableStep } from './readable-step.ts';

function histogramOf(referenceValues: readonly unknown[], windowValues: readonly unknown[]): FeatureHistogram {
  const reference = referenceOf(column(referenceValues));
  const histogram = featureHistogram(reference, paneOf(reference, column(windowValues)), 'x');
  if (histogram === undefined) throw new Error('the feature exists');
  return histogram;
}

const Values = fc.array(RawValue, { minLength: 1, maxLength: 80 });

test('shares and missing sum to one on both sides, in at most 20 bins that ascend', () => {
  fc.assert(
    fc.property(Values, Values, (referenceValues, windowValues) => {
      const { kind, bins, missing, windowN } = histogramOf(referenceValues, windowValues);
      for (const side of ['reference', 'window'] as const) {
        const sum = bins.reduce((total, bin) => total + bin[side], missing[side]);
        expect(sum).toBeCloseTo(side === 'window' && windowN === 0 ? 0 : 1, 9);
        for (const bin of bins) expect(bin[side]).toBeGreaterThanOrEqual(0);
      }
      if (kind === 'categorical') return;
      expect(bins.length).toBeLessThanOrEqual(20);
      const starts = bins.flatMap(({ from }) => (from === null ? [] : [from]));
      for (let i = 1; i < starts.length; i += 1) expect(starts[i]).toBeGreaterThan(starts[i - 1] ?? Infinity);
    }),
    { numRuns: 200 },
  );
});

describe('numbers', () => {
  test('few values have a bin each, and what is none of them one together', () => {
    const { bins } = histogramOf([1, 1, 2, 3], [1, 2.5, 99, 3]);
    expect(bins.map(({ label, reference, window }) => [label, reference, window])).toEqual([
      ['1', 0.5, 0.25],
      ['2', 0.25, 0],
      ['3', 0.25, 0.25],
      ['other values', 0, 0.5],
    ]);
  });
  test('ages in tens, and what lies above them in an open bin', () => {
    const ages = Array.from({ length: 9_000 }, (_, i) => i % 90);
    const { bins, newShare } = histogramOf(ages, [...ages.slice(0, 100), ...ages.slice(0, 100).map(() => 500)]);
    expect(bins.map(({ label }) => label)).toEqual([
      '0 to 5',
      ...Array.from({ length: 17 }, (_, i) => `${5 * i + 5} to ${5 * i + 10}`),
      '90 and above',
    ]);
    expect(bins.at(-1)).toMatchObject({ from: 90, to: null, window: 0.5, reference: 0 });
    expect(newShare).toEqual({ reference: 0, window: 0.5 });
  });
  test('a long tail does not squeeze the bulk into one bin', () => {
    const values = Array.from({ length: 5_000 }, (_, i) => (i % 1_000 === 0 ? 1e6 : i % 97));
    const { bins } = histogramOf(values, values);
    expect(bins.length).toBeGreaterThan(8);
    expect(Math.max(...bins.map(({ reference }) => reference))).toBeLessThan(0.2);
  });
  test('mean and sd come with it', () => {
    const { mean } = histogramOf([2, 4, 4, 4, 5, 5, 7, 9], [9, 9]);
    expect(mean).toMatchObject({ reference: 5, referenceSd: 2, window: expect.closeTo(9, 4) as number });
  });
});

describe('categories', () => {
  test('the twelve largest of either side by name, then the rest, then what is new', () => {
    const names = Array.from({ length: 20 }, (_, i) => String.fromCharCode(97 + i));
    const reference = names.flatMap((name, i) => Array.from({ length: 40 - i }, () => name));
    const { bins } = histogramOf(reference, ['t', 't', 'a', 'new', '']);
    expect(bins.map(({ label }) => label)).toEqual([
      't',
      'a',
      ...names.slice(1, 11),
      'other categories',
      'new categories',
    ]);
    expect(bins.at(-1)?.window).toBe(0.4);
  });
  test('the empty text is named', () => {
    expect(histogramOf(['', 'a'], ['']).bins[0]?.label).toBe('(empty)');
  });
});

test('a feature that the reference does not have has no histogram', () => {
  const reference = referenceOf(column([1]));
  expect(featureHistogram(reference, paneOf(reference, []), 'y')).toBeUndefined();
});

test.each([
  [0, 95, 18, 1, 10],
  [0, 1, 18, 0, 0.1],
  [16, 95, 18, 1, 5],
  [0, 17, 18, 1, 1],
  [-1e308, 1e308, 18, 0, 2e307],
])('a readable step for %d to %d in %d bins is %d at least and %d', (low, high, maxBins, smallest, step) => {
  expect(readableStep(low, high, maxBins, smallest)).toBe(step);
});
