/** n·D: the largest difference between how many of two samples of equal size lie at or below any value. */
export function ksCount(a: readonly number[], b: readonly number[]): number {
  const x = Float64Array.from(a).toSorted();
  const y = Float64Array.from(b).toSorted();
  let [i, j, largest] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i] ?? 0, y[j] ?? 0);
    while (i < x.length && (x[i] ?? 0) <= value) i += 1;
    while (j < y.length && (y[j] ?? 0) <= value) j += 1;
    largest = Math.max(largest, Math.abs(i - j));
  }
  return largest;
}

/**
 * P(n·D ≥ count) for two samples of n values of one continuous law: 2·Σ_k (−1)^(k+1) C(2n, n − k·count)/C(2n, n),
 * worked from the last term inwards. Source: Gnedenko & Korolyuk 1951; Hodges, Ark. Mat. 3, 1958. Domain: whole
 * 0 ≤ count ≤ n, 1 ≤ n ≤ 10,000. count = 0: 1. Relative error about n·2^−52.
 */
export function equalSizeKsTail(n: number, count: number): number {
  if (count === 0) return 1;
  let probability = 0;
  for (let k = Math.floor(n / count); k >= 0; k -= 1) {
    let term = 1;
    for (let j = 0; j < count; j += 1) term = ((n - k * count - j) * term) / (n + k * count + j + 1);
    probability = term * (1 - probability);
  }
  return Math.min(1, Math.max(0, 2 * probability));
}
