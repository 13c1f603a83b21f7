import { describe, expect, test } from 'vitest';
import { cdfOf, normalCdf, quantileOf } from './distributions.ts';
import { drawCell, drawNormal, drawPoisson, seededRandom } from './random.ts';

const DRAWS = 40_000;
const moments = (draw: () => number): { mean: number; variance: number } => {
  const values = Array.from({ length: DRAWS }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS };
};

describe('numbers by chance', () => {
  test('are the same for a seed and lie in [0, 1)', () => {
    const [a, b] = [seededRandom(7), seededRandom(7)];
    for (let i = 0; i < 1_000; i += 1) {
      const value = a();
      expect(value).toBe(b());
      expect(value >= 0 && value < 1).toBe(true);
    }
  });

  // Both sides of the change of method at 10.
  test.each([0.02, 3, 9.99, 10, 40, 5_000])('Poisson of mean %d has that mean and variance', (mean) => {
    const random = seededRandom(3);
    const seen = moments(() => drawPoisson(random, mean));
    expect(Math.abs(seen.mean - mean)).toBeLessThan(5 * Math.sqrt(mean / DRAWS));
    expect(Math.abs(seen.variance / mean - 1)).toBeLessThan(5 * Math.sqrt((2 + 1 / mean) / DRAWS));
  });

  test('Poisson of nothing is nothing', () => {
    expect(drawPoisson(seededRandom(1), 0)).toBe(0);
  });

  test('normal numbers have mean 0 and variance 1', () => {
    const random = seededRandom(9);
    const seen = moments(() => drawNormal(random));
    expect(Math.abs(seen.mean)).toBeLessThan(5 / Math.sqrt(DRAWS));
    expect(Math.abs(seen.variance - 1)).toBeLessThan(5 * Math.sqrt(2 / DRAWS));
  });

  test('cells come in proportion, empty ones never', () => {
    const random = seededRandom(2);
    const counts = [0, 0, 0, 0];
    const cumulated = Float64Array.of(0.2, 0.2, 0.5, 1);
    for (let i = 0; i < DRAWS; i += 1) {
      const cell = drawCell(random, cumulated);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    expect(counts[1]).toBe(0);
    [0.2, 0, 0.3, 0.5].forEach((share, cell) =>
      expect(Math.abs((counts[cell] ?? 0) / DRAWS - share)).toBeLessThan(0.015),
    );
  });
});

describe('distribution functions', () => {
  // scipy.stats.norm.cdf and t(3).cdf, SciPy 1.17.1.
  test.each([
    [-6, 9.865876450376946e-10],
    [-2.5, 0.006209665325776132],
    [0, 0.5],
    [0.3, 0.6179114221889526],
    [1.96, 0.9750021048517795],
    [4.2, 0.9999866542509841],
  ])('normal at %d', (x, value) => {
    expect(Math.abs(normalCdf(x) / value - 1)).toBeLessThan(2e-7);
    expect(Math.abs(cdfOf('normal')(x) - value)).toBeLessThan(2e-7);
  });

  test.each([
    [-5, 0.007696219036651148],
    [0, 0.5],
    [1, 0.8044988905221148],
  ])('heavy at %d', (x, value) => {
    expect(cdfOf('heavy')(x)).toBeCloseTo(value, 12);
  });

  test.each(['normal', 'heavy'] as const)('quantiles of %s undo it', (family) => {
    for (const probability of [1e-6, 0.01, 0.5, 0.9, 0.999_99])
      expect(cdfOf(family)(quantileOf(family, probability)) / probability).toBeCloseTo(1, 4);
  });
});
