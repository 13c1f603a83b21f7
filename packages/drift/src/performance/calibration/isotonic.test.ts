import { describe, expect, test } from 'vitest';
import { golden } from '../../../test/golden.ts';
import { fc } from '../../../test/properties.ts';
import { scoreTableOf } from '../score-table.ts';
import { calibrate, fitIsotonic, poolAdjacentViolators } from './isotonic.ts';

type Line = [number[], number[]];
const { isotonic } = golden('nannyml.json') as {
  isotonic: { scores: number[]; labels: number[]; thresholds: Line; grid: Line }[];
};

describe('scikit-learn', () => {
  test.each(isotonic.map((one) => [one.scores.length, one] as const))('on %d rows', (_n, one) => {
    const curve = fitIsotonic(scoreTableOf(Float64Array.from(one.scores), Uint8Array.from(one.labels)));
    if (curve === null) throw new Error('rows were given');
    expect([[...curve.scores], [...curve.probabilities]]).toEqual(one.thresholds);
    const [grid, expected] = one.grid;
    for (const [i, score] of grid.entries())
      expect(Math.abs(calibrate(curve, score) - (expected[i] ?? 0))).toBeLessThan(1e-14);
  });
});

const Labelled = fc.array(
  fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), label: fc.constantFrom(0, 1) }),
  { minLength: 1, maxLength: 60 },
);

test('the curve rises, stays within 0..1, and keeps the share of positives', () => {
  fc.assert(
    fc.property(Labelled, (rows) => {
      const table = scoreTableOf(
        Float64Array.from(rows, ({ score }) => score),
        Uint8Array.from(rows, ({ label }) => label),
      );
      const curve = fitIsotonic(table);
      if (curve === null) throw new Error('rows were given');
      let last = 0;
      for (const probability of curve.probabilities) {
        expect(probability).toBeGreaterThanOrEqual(last);
        expect(probability).toBeLessThanOrEqual(1);
        last = probability;
      }
      const sum = rows.reduce((total, { score }) => total + calibrate(curve, score), 0);
      expect(sum).toBeCloseTo(
        rows.reduce((total, { label }) => total + label, 0),
        6,
      );
    }),
    { numRuns: 200 },
  );
});

test('pooling, worked by hand', () => {
  expect(poolAdjacentViolators([1, 3, 2, 4], [1, 1, 1, 1])).toEqual([1, 2.5, 2.5, 4]);
  expect(poolAdjacentViolators([3, 2, 1], [1, 1, 2])).toEqual([1.75, 1.75, 1.75]);
  expect(poolAdjacentViolators([], [])).toEqual([]);
});

test('without rows there is no curve, with one score a constant', () => {
  expect(fitIsotonic(scoreTableOf(new Float64Array(0), new Uint8Array(0)))).toBeNull();
  const curve = fitIsotonic(scoreTableOf(Float64Array.of(0.4, 0.4), Uint8Array.of(1, 0)));
  if (curve === null) throw new Error('rows were given');
  expect([0, 0.4, 1].map((score) => calibrate(curve, score))).toEqual([0.5, 0.5, 0.5]);
});
