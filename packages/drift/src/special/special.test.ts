import { describe, expect, test } from 'vitest';
import { golden } from '../../test/golden.ts';
import { chiSquareQuantileOfTail, chiSquareTail } from './chi-square.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { kolmogorovQuantileOfTail, kolmogorovTail } from './kolmogorov.ts';
import { logGamma } from './log-gamma.ts';
import { normalCdf, normalQuantile, normalQuantileOfTail, normalTail } from './normal.ts';

type Tables = {
  norm_cdf: [number, number, number][];
  norm_ppf: [number, number][];
  chi2_sf: [number, number, number][];
  kstwobign_sf: [number, number][];
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
  test.each(tables.gammaln)('log gamma of %d', (x, value) => {
    expect(Math.abs(logGamma(x) - value)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(value)));
  });
  test.each(tables.betainc)('incomplete beta a=%d b=%d x=%d', (a, b, x, value) => {
    expectClose(incompleteBeta(a, b, x), value);
  });
});

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
    () => normalQuantile(0),
    () => normalQuantileOfTail(1),
    () => normalTail(Number.NaN),
  ];
  for (const call of calls) expect(call).toThrow(RangeError);
});
