/** How a quantile is read between two order statistics; the names are NumPy's. */
export const QUANTILE_METHODS = [
  'linear',
  'hazen',
  'weibull',
  'median_unbiased',
  'inverted_cdf',
  'lower',
  'higher',
  'nearest',
] as const;
export type QuantileMethod = (typeof QUANTILE_METHODS)[number];

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Position of the q-quantile among n ordered values, from 0; a fraction lies between two of them. */
function positionOf(n: number, q: number, method: QuantileMethod): number {
  switch (method) {
    case 'linear':
      return (n - 1) * q;
    case 'hazen':
      return n * q - 0.5;
    case 'weibull':
      return (n + 1) * q - 1;
    case 'median_unbiased':
      return n * q + (1 / 3 + q / 3) - 1;
    case 'inverted_cdf':
      return Math.ceil(n * q - 1);
    case 'lower':
      return Math.floor((n - 1) * q);
    case 'higher':
      return Math.ceil((n - 1) * q);
    case 'nearest':
      return roundHalfEven((n - 1) * q);
  }
}

/**
 * The q-quantile of ascending values; "linear" is type 7 of Hyndman & Fan (Am. Stat. 50(4), 1996), the others are 5, 6,
 * 8 and 1 and three ways to round. Domain: 0 ≤ q ≤ 1, at least one value; one value is every quantile of itself.
 */
export function quantile(sorted: Float64Array, q: number, method: QuantileMethod = 'linear'): number {
  const n = sorted.length;
  if (n === 0 || !(q >= 0 && q <= 1)) throw new RangeError(`quantile ${q} of ${n} values`);
  const position = Math.min(n - 1, Math.max(0, positionOf(n, q, method)));
  const below = Math.floor(position);
  const fraction = position - below;
  const a = sorted[below] as number;
  const b = sorted[Math.min(n - 1, below + 1)] as number;
  // From the nearer end, as NumPy does, so that the ends are met exactly.
  return fraction < 0.5 ? a + (b - a) * fraction : b - (b - a) * (1 - fraction);
}
