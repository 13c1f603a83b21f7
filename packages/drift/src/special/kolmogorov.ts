import { invertTail } from './invert-tail.ts';
import { remembered } from './remembered.ts';

/**
 * P(K > x) of Kolmogorov's limit law: 2·Σ(−1)^(k−1)·exp(−2k²x²), and below x = 1 the equivalent theta series, which
 * converges there (Marsaglia, Tsang & Wang, J. Stat. Softw. 8(18), 2003). Domain: x ≥ 0.
 */
export function kolmogorovTail(x: number): number {
  if (!(x >= 0)) throw new RangeError(`kolmogorovTail of ${x}`);
  if (x === 0) return 1;
  if (x < 1) {
    let sum = 0;
    for (let k = 1; k <= 20; k += 1) sum += Math.exp(-(((2 * k - 1) * Math.PI) ** 2) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  let sum = 0;
  for (let k = 1; k <= 20; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return sum;
}

/** The x with P(K > x) = tail, for 0 < tail < 1. */
export function kolmogorovQuantileOfTail(tail: number): number {
  if (!(tail > 0 && tail < 1)) throw new RangeError(`kolmogorovQuantileOfTail of ${tail}`);
  return quantile(tail);
}

const quantile = remembered((tail: number) => invertTail(kolmogorovTail, tail));
