import { upperGamma } from './incomplete-gamma.ts';
import { invertTail } from './invert-tail.ts';
import { remembered } from './remembered.ts';

/** P(X > x) of the chi-square law: Q(df/2, x/2). Domain: x ≥ 0, df > 0. */
export function chiSquareTail(x: number, df: number): number {
  return upperGamma(df / 2, x / 2);
}

/** The x with P(X > x) = tail, for 0 < tail ≤ 1 and df > 0. */
export function chiSquareQuantileOfTail(tail: number, df: number): number {
  if (!(tail > 0 && tail <= 1)) throw new RangeError(`chiSquareQuantileOfTail of ${tail}`);
  if (tail === 1) return 0;
  return quantile(tail, df);
}

const quantile = remembered((tail: number, df: number) => invertTail((x) => chiSquareTail(x, df), tail));
