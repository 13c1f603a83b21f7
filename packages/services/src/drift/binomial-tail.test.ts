import { expect, it } from 'vitest';
import { binomialUpperTail, wilsonUpper } from './binomial-tail.ts';

function byAddition(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let below = 0;
  for (let i = 0; i < k; i += 1) {
    below += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return 1 - below;
}

it.each([
  [1, 10, 0.1],
  [3, 100, 0.001],
  [60, 3_000, 0.02],
  [30, 30, 0.5],
])('P(X ≥ %i of %i at %f) equals the sum of its terms', (k, n, p) => {
  expect(binomialUpperTail(k, n, p)).toBeCloseTo(byAddition(k, n, p), 10);
});

it('has edges', () => {
  expect(binomialUpperTail(0, 10, 0.3)).toBe(1);
  expect(binomialUpperTail(3, 10, 0)).toBe(0);
  expect(binomialUpperTail(3, 10, 1)).toBe(1);
});

// Wilson's interval for 1 of 10 is 0.0179 to 0.4042 (Newcombe, Statistics in Medicine 17, 1998).
it('bounds a share from above', () => {
  expect(wilsonUpper(1, 10)).toBeCloseTo(0.4042, 4);
  expect(wilsonUpper(0, 0)).toBe(1);
  expect(wilsonUpper(5, 5)).toBe(1);
});
