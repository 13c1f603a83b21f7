import { expect, test } from 'vitest';
import { column, paneOf, referenceOf } from '../../test/streams.ts';
import { featureReadings } from './feature-readings.ts';

const numbers = (n: number, shift: number): number[] => Array.from({ length: n }, (_, i) => (i % 97) + shift);
const settings = { bins: 10, minValues: 50 };

test('every metric of a number, with thresholds by convention and p where it is a test', () => {
  const reference = referenceOf(column(numbers(1_000, 0)));
  const readings = featureReadings({ reference, pane: paneOf(reference, column(numbers(500, 70))) }, 'x', settings);
  expect(readings?.kolmogorovSmirnov).toMatchObject({
    state: 'measured',
    verdict: 'critical',
    warn: 0.1,
    critical: 0.2,
  });
  expect(readings?.chiSquare).toMatchObject({ state: 'measured', warn: null, critical: null, verdict: 'ok' });
  const chi = readings?.chiSquare;
  expect(chi?.state === 'measured' ? chi.pValue : undefined).toBeLessThan(1e-10);
  expect(readings?.wasserstein).toMatchObject({ state: 'measured', value: expect.closeTo(70, 0) as number });
  expect(readings?.newCategoryRate).toBeUndefined();
});

test('a variance that shrank is as far from convention as one that grew', () => {
  const reference = referenceOf(column(numbers(1_000, 0)));
  const narrow = column(numbers(1_000, 0).map((value) => 48 + (value - 48) / 2));
  const readings = featureReadings({ reference, pane: paneOf(reference, narrow) }, 'x', settings);
  expect(readings?.varianceRatio).toMatchObject({ verdict: 'critical', critical: 2, baseline: 1 });
});

test('of a feature that the reference does not have there are none', () => {
  const reference = referenceOf(column([1, 2]));
  expect(featureReadings({ reference, pane: paneOf(reference, []) }, 'y', settings)).toBeUndefined();
});
