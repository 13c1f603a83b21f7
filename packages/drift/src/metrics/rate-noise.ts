import { incompleteBeta } from '../special/incomplete-beta.ts';
import { remembered } from '../special/remembered.ts';

/** P(window count ≥ x, given x + r events in both together) when each falls into the window with chance n/(n + m). */
function chanceOfAtLeast(x: number, r: number, windowShare: number): number {
  return x === 0 ? 1 : incompleteBeta(x, r + 1, windowShare);
}

/**
 * Share of a window of n events that chance exceeds with probability at most `tail` when the same rate gave r of m in
 * the reference. Conditional binomial test of two Poisson rates (Przyborowski & Wilenski, Biometrika 31, 1940): exact
 * for r = 0 too, conservative for shares. Domain: n, m ≥ 1; at most 1.
 */
export function rateNoise(window: { n: number }, reference: { m: number; r: number }, tail: number): number {
  return largestShare(window.n, reference.m, reference.r, tail);
}

const largestShare = remembered((n: number, m: number, r: number, tail: number) => {
  const windowShare = n / (n + m);
  let low = 0;
  let high = n;
  if (chanceOfAtLeast(n, r, windowShare) > tail) return 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (chanceOfAtLeast(middle, r, windowShare) > tail) low = middle;
    else high = middle;
  }
  return high / n;
});
