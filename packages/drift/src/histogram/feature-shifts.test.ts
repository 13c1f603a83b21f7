import { describe, expect, test } from 'vitest';
import { column, paneOf, referenceOf } from '../../test/streams.ts';
import { featureShifts, type FeatureShifts } from './feature-shifts.ts';

const repeated = (value: unknown, times: number): unknown[] => Array.from({ length: times }, () => value);

function shiftsOf(referenceValues: readonly unknown[], windowValues: readonly unknown[]): FeatureShifts {
  const reference = referenceOf(column(referenceValues));
  const shifts = featureShifts(reference, paneOf(reference, column(windowValues)), 'x');
  if (shifts === undefined) throw new Error('the feature exists');
  return shifts;
}

const COUNTRIES = [...repeated('se', 60), ...repeated('no', 30), ...repeated('dk', 9), 'is'];

describe('categories that are gone', () => {
  test('by name, the commonest first, without those that chance leaves out', () => {
    const { vanished, vanishedCount, rareCount } = shiftsOf(COUNTRIES, repeated('se', 100));
    expect(vanished).toEqual([
      { category: 'no', referenceShare: 0.3, expected: 30 },
      { category: 'dk', referenceShare: 0.09, expected: 9 },
    ]);
    expect([vanishedCount, rareCount]).toEqual([2, 1]);
  });
  test('in a small window none is said to be', () => {
    expect(shiftsOf(COUNTRIES, ['se', 'no'])).toMatchObject({ vanished: [], vanishedCount: 0, rareCount: 2 });
  });
  test('a window without values has lost nothing, and numbers have no categories', () => {
    expect(shiftsOf(COUNTRIES, repeated(null, 50))).toMatchObject({ vanished: [], rareCount: 0 });
    expect(shiftsOf([1, 2, 3, 4], [9])).toMatchObject({ vanished: [], rareCount: 0 });
  });
});

test('why values are unusable, as shares of all events', () => {
  expect(shiftsOf([1, 2, 3, null], [1, 'text', Number.NaN, undefined]).unusable).toEqual([
    { reason: 'absent', reference: 0, window: 0.25 },
    { reason: 'null', reference: 0.25, window: 0 },
    { reason: 'wrongType', reference: 0, window: 0.25 },
    { reason: 'notANumber', reference: 0, window: 0.25 },
  ]);
});

test('a feature that the reference does not have has no shifts', () => {
  const reference = referenceOf(column([1]));
  expect(featureShifts(reference, paneOf(reference, []), 'y')).toBeUndefined();
});
