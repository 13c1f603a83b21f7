import { incompleteBeta } from '@leeway/drift';

/**
 * P(X ≥ k) of a binomial with n trials and probability p, = I_p(k, n − k + 1) (Abramowitz & Stegun 26.5.24).
 * Domain: 0 ≤ k ≤ n, 0 ≤ p ≤ 1. k = 0 gives 1.
 */
export function binomialUpperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  return incompleteBeta(k, n - k + 1, p);
}

const Z_95 = 1.959963984540054;

/** Upper end of the 95 % interval of a share (Wilson, JASA 22, 1927). n = 0 gives 1: nothing is known. */
export function wilsonUpper(k: number, n: number): number {
  if (n <= 0) return 1;
  const share = k / n;
  const z2 = Z_95 * Z_95;
  const centre = share + z2 / (2 * n);
  const spread = Z_95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return Math.min(1, (centre + spread) / (1 + z2 / n));
}
