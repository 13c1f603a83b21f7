import { quantile } from './quantile.ts';

/** Interquartile range of ascending values, quartiles of type 7. One value: 0. Throws RangeError without values. */
export function interquartileRange(sorted: Float64Array): number {
  return quantile(sorted, 0.75) - quantile(sorted, 0.25);
}

/** Median of |x − median|, not scaled to a standard deviation. One value: 0. Throws RangeError without values. */
export function medianAbsoluteDeviation(sorted: Float64Array): number {
  const median = quantile(sorted, 0.5);
  return quantile(sorted.map((value) => Math.abs(value - median)).toSorted(), 0.5);
}
