import { upperGamma } from './incomplete-gamma.ts';
import { invertTail } from './invert-tail.ts';
import { remembered } from './remembered.ts';

/** P(Z > z) of the standard normal law: ½·Q(½, z²/2) for z ≥ 0. Relative error about 1e−12 in the upper tail. */
export function normalTail(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('normalTail of NaN');
  const half = upperGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? half : 1 - half;
}

export function normalCdf(z: number): number {
  return normalTail(-z);
}

/** The z with P(Z ≤ z) = p, for 0 < p < 1; for a small upper tail use `normalQuantileOfTail`. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`normalQuantile of ${p}`);
  if (p === 0.5) return 0;
  return p < 0.5 ? -normalQuantileOfTail(p) : normalQuantileOfTail(1 - p);
}

/** The z with P(Z > z) = tail, for 0 < tail < 1, accurate for tiny tails. */
export function normalQuantileOfTail(tail: number): number {
  if (!(tail > 0 && tail < 1)) throw new RangeError(`normalQuantileOfTail of ${tail}`);
  return tail <= 0.5 ? quantile(tail) : -quantile(1 - tail);
}

const quantile = remembered((tail: number) => invertTail(normalTail, tail));
