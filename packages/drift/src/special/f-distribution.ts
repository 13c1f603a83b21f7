import { incompleteBeta } from './incomplete-beta.ts';
import { invertTail } from './invert-tail.ts';

/**
 * P(F > x) of the F law: I_{d2 ÷ (d2 + d1·x)}(d2/2, d1/2) (Abramowitz & Stegun 26.6.2). Domain: x ≥ 0, both degrees of
 * freedom > 0, not only whole ones. Relative error about 1e−10 up to 1e5 degrees.
 */
export function fTail(x: number, d1: number, d2: number): number {
  if (!(x >= 0)) throw new RangeError(`fTail(${x}, ${d1}, ${d2})`);
  return incompleteBeta(d2 / 2, d1 / 2, d2 / (d2 + d1 * x));
}

/** The x with P(F > x) = tail, for 0 < tail ≤ 1; at most 1e12, which only d2 ≤ 2 with tails below 1e−12 reach. */
export function fQuantileOfTail(tail: number, d1: number, d2: number): number {
  if (!(tail > 0 && tail <= 1)) throw new RangeError(`fQuantileOfTail of ${tail}`);
  if (tail === 1) return 0;
  // On a logarithmic scale, for with few degrees of freedom the tail falls like a power of x only.
  return Math.expm1(invertTail((z) => fTail(Math.expm1(z), d1, d2), tail));
}
