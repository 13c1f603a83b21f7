function xLogX(x: number): number {
  return x > 0 ? x * Math.log(x) : 0;
}

/**
 * Likelihood ratio that two vectors of counts come from one law: G = 2[Σa ln a + Σr ln r − Σ(a+r) ln(a+r) − n ln n −
 * m ln m + (n+m) ln(n+m)], n = Σa, m = Σr (Sokal & Rohlf). `scale` is multiplied into `r`. 0 when either is empty;
 * never below 0. Cancellation leaves an absolute error of about 1e−16·(n+m)·ln(n+m).
 */
export function gStatistic(a: Float64Array, r: Float64Array, scale = 1): number {
  let n = 0;
  let m = 0;
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) {
    const ai = a[i] as number;
    const ri = (r[i] as number) * scale;
    n += ai;
    m += ri;
    sum += xLogX(ai) + xLogX(ri) - xLogX(ai + ri);
  }
  if (n === 0 || m === 0) return 0;
  return Math.max(0, 2 * (sum - xLogX(n) - xLogX(m) + xLogX(n + m)));
}

/** The same for one cell against all others: a of n events, r of m. Domain: 0 ≤ a ≤ n, 0 ≤ r ≤ m, also broken. */
export function gOfCell(a: number, n: number, r: number, m: number): number {
  if (n === 0 || m === 0) return 0;
  const cell = xLogX(a) + xLogX(r) - xLogX(a + r);
  const others = xLogX(n - a) + xLogX(m - r) - xLogX(n + m - a - r);
  return Math.max(0, 2 * (cell + others - xLogX(n) - xLogX(m) + xLogX(n + m)));
}
