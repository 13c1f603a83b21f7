import { durbinProbability } from './durbin-matrix.ts';
import { kolmogorovTail } from './kolmogorov.ts';
import { pelzGoodProbability } from './pelz-good.ts';
import { smirnovTail } from './smirnov.ts';

/** Up to here the exact laws are affordable wherever the expansion would not do. */
const SMALL_N = 140;
/** Beyond, one-sided sums are too long and the limit law, shifted by 1/6n, is as good. */
const LARGE_N = 2_000_000;

/** n!·(2d − 1/n)^n: P(Dₙ ≤ d) between 1/2n and 1/n. */
function lowestPiece(n: number, d: number): number {
  let probability = 1;
  for (let i = 1; i <= n && probability > 0; i += 1) probability *= (i / n) * (2 * n * d - 1);
  return probability;
}

/**
 * P(Dₙ ≥ d) of the two-sided Kolmogorov–Smirnov statistic of n values, for the n at hand rather than its limit: exact
 * for n ≤ 140 and in the tail (twice the one-sided law once n·d² is large: 4 up to n = 140, 2.2 beyond, as the two
 * sides then exclude each other), by Pelz and Good's expansion between. The choice of method follows Simard & L'Ecuyer
 * (J. Stat. Softw. 39(11), 2011). Relative error below 1e−6. Domain: whole n ≥ 1; 1 for d ≤ 1/2n, 0 for d ≥ 1.
 */
export function finiteKolmogorovTail(n: number, d: number): number {
  if (!(n >= 1) || Number.isNaN(d)) throw new RangeError(`finiteKolmogorovTail(${n}, ${d})`);
  if (d >= 1) return 0;
  const nd = n * d;
  if (nd <= 0.5) return 1;
  if (nd <= 1) return 1 - lowestPiece(n, d);
  if (nd >= n - 1) return 2 * (1 - d) ** n;
  const square = nd * d;
  if (n > LARGE_N) return kolmogorovTail(Math.sqrt(square) + 1 / (6 * Math.sqrt(n)));
  if (d >= 0.5 || square > (n <= SMALL_N ? 4 : 2.2)) return Math.min(1, 2 * smirnovTail(n, d));
  if (n <= SMALL_N || n * d ** 1.5 <= 1.4) return 1 - durbinProbability(n, d);
  return Math.min(1, Math.max(0, 1 - pelzGoodProbability(n, d)));
}
