import { describe, expect, test } from 'vitest';
import { golden } from '../../test/golden.ts';
import { chiSquareQuantileOfTail, chiSquareTail } from './chi-square.ts';
import { finiteKolmogorovTail } from './finite-kolmogorov.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { kolmogorovQuantileOfTail, kolmogorovTail } from './kolmogorov.ts';
import { logGamma } from './log-gamma.ts';
import { smirnovTail } from './smirnov.ts';
import { studentTwoSidedTail } from './student-t.ts';
import { twoSampleKolmogorovTail } from './two-sample-kolmogorov.ts';
import { normalCdf, normalQuantile, normalQuantileOfTail, normalTail } from './normal.ts';

type Tables = {
  norm_cdf: [number, number, number][];
  norm_ppf: [number, number][];
  chi2_sf: [number, number, number][];
  kstwobign_sf: [number, number][];
  kstwo_sf: [number, number, number][];
  t_sf_two_sided: [number, number, number][];
  gammaln: [number, number][];
  betainc: [number, number, number, number][];
};
const { tables } = golden('special.json') as { tables: Tables };

function expectClose(actual: number, expected: number, relative = 1e-9): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-290));
}

describe('special functions agree with SciPy', () => {
  test.each(tables.norm_cdf)('normal at %d', (z, cdf, tail) => {
    expectClose(normalCdf(z), cdf);
    expectClose(normalTail(z), tail);
  });
  test.each(tables.norm_ppf)('normal quantile of %d', (p, z) => {
    // Near 1, p itself carries an error of 1e−16 against a tail of 1e−10.
    expectClose(normalQuantile(p), z, p > 0.99 ? 1e-6 : 1e-9);
    if (p < 0.5) expectClose(normalQuantileOfTail(p), -z);
  });
  test.each(tables.chi2_sf)('chi-square tail at %d with %d degrees of freedom', (x, df, tail) => {
    expectClose(chiSquareTail(x, df), tail);
  });
  test.each(tables.kstwobign_sf)('Kolmogorov tail at %d', (x, tail) => {
    expectClose(kolmogorovTail(x), tail);
  });
  test.each(tables.kstwo_sf)('finite-n Kolmogorov tail at %d of %d values', (d, n, tail) => {
    expectClose(finiteKolmogorovTail(n, d), tail, 1e-9);
  });
  test.each(tables.t_sf_two_sided)("Student's two-sided tail at %d with %d degrees of freedom", (t, df, tail) => {
    expectClose(studentTwoSidedTail(t, df), tail);
  });
  test.each(tables.gammaln)('log gamma of %d', (x, value) => {
    expect(Math.abs(logGamma(x) - value)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(value)));
  });
  test.each(tables.betainc)('incomplete beta a=%d b=%d x=%d', (a, b, x, value) => {
    expectClose(incompleteBeta(a, b, x), value);
  });
});

describe('laws of the Kolmogorov–Smirnov statistic', () => {
  test('two-sample: the share of all interleavings that reach it, counted', () => {
    for (const [n, m] of [
      [3, 4],
      [5, 5],
      [6, 2],
      [1, 7],
    ] as const) {
      const reached = countInterleavings(n, m);
      for (const [difference, count] of reached)
        expectClose(twoSampleKolmogorovTail(n, m, difference / (n * m)), count / (reached.get(0) ?? 1), 1e-12);
    }
  });
  test('equal sizes that differ by one step: certain, where SciPy 1.17 falls back to 0.99996 over a last digit', () => {
    for (let n = 1; n <= 200; n += 1) expect(twoSampleKolmogorovTail(n, n, 1 / n)).toBeCloseTo(1, 12);
  });
  test('does not depend on which sample is called the first', () => {
    expect(twoSampleKolmogorovTail(40, 70, 0.2)).toBe(twoSampleKolmogorovTail(70, 40, 0.2));
  });
  test('falls as the statistic grows, across every change of method', () => {
    for (const n of [3, 50, 140, 141, 3_000, 2_000_001]) {
      let before = 1;
      for (let z = 0.2; z < 4; z += 0.01) {
        const tail = finiteKolmogorovTail(n, z / Math.sqrt(n));
        expect(tail).toBeLessThanOrEqual(before * (1 + 1e-6));
        before = tail;
      }
    }
  });
  test('comes near the limit law for many values', () => {
    expectClose(finiteKolmogorovTail(1_000_000, 1e-3), kolmogorovTail(1), 1e-3);
    expectClose(finiteKolmogorovTail(3_000_000, 1.5 / Math.sqrt(3_000_000)), kolmogorovTail(1.5), 1e-2);
  });
  test('one-sided: n = 1 is 1 − d, n = 2 in closed form', () => {
    expectClose(smirnovTail(1, 0.3), 0.7);
    expectClose(smirnovTail(2, 0.3), 0.7 ** 2 + 2 * 0.3 * 0.2);
    expect(smirnovTail(5, 0)).toBe(1);
    expect(smirnovTail(5, 1)).toBe(0);
  });
});

/** How many orders of n and m values reach each largest difference, times nm, or more. */
function countInterleavings(n: number, m: number): Map<number, number> {
  const exact = new Map<number, number>();
  const walk = (i: number, j: number, largest: number): void => {
    if (i === n && j === m) exact.set(largest, (exact.get(largest) ?? 0) + 1);
    if (i < n) walk(i + 1, j, Math.max(largest, Math.abs((i + 1) * m - j * n)));
    if (j < m) walk(i, j + 1, Math.max(largest, Math.abs(i * m - (j + 1) * n)));
  };
  walk(0, 0, 0);
  const reached = new Map([[0, 0]]);
  for (const level of [0, ...exact.keys()])
    reached.set(
      level,
      [...exact].reduce((sum, [value, count]) => (value >= level ? sum + count : sum), 0),
    );
  return reached;
}

describe('quantiles invert their tails, far out too', () => {
  const tails = [0.9, 0.5, 0.05, 1e-4, 1e-8, 1e-12, 1e-30, 1e-200];
  test.each(tails)('tail %d', (tail) => {
    expectClose(chiSquareTail(chiSquareQuantileOfTail(tail, 9), 9), tail);
    expectClose(normalTail(normalQuantileOfTail(tail)), tail);
    expectClose(kolmogorovTail(kolmogorovQuantileOfTail(tail)), tail);
  });
  test('chi-square with one degree of freedom is a squared normal', () => {
    expectClose(chiSquareQuantileOfTail(1e-7, 1), normalQuantileOfTail(0.5e-7) ** 2);
  });
  test('a tail of 1 is reached at 0', () => {
    expect(chiSquareQuantileOfTail(1, 4)).toBe(0);
  });
});

test('outside their domain they say so instead of returning NaN', () => {
  const calls: (() => number)[] = [
    () => logGamma(0),
    () => logGamma(Number.NaN),
    () => chiSquareTail(-1, 2),
    () => chiSquareTail(1, 0),
    () => chiSquareQuantileOfTail(0, 3),
    () => incompleteBeta(1, 1, 1.1),
    () => incompleteBeta(0, 1, 0.5),
    () => kolmogorovTail(Number.NaN),
    () => kolmogorovQuantileOfTail(1),
    () => finiteKolmogorovTail(0, 0.5),
    () => finiteKolmogorovTail(5, Number.NaN),
    () => smirnovTail(0, 0.5),
    () => twoSampleKolmogorovTail(3, 4, 1.1),
    () => studentTwoSidedTail(Number.NaN, 3),
    () => studentTwoSidedTail(1, 0),
    () => normalQuantile(0),
    () => normalQuantileOfTail(1),
    () => normalTail(Number.NaN),
  ];
  for (const call of calls) expect(call).toThrow(RangeError);
});
