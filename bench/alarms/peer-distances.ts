import { quantileOf, sdOf } from './distributions.ts';
import type { FeatureSpec } from './feature-mix.ts';

/** Kolmogorov's point of tail p, D > K·√(1/n + 1/m). */
const KOLMOGOROV = { 0.05: 1.3581, 0.001: 1.9495 } as const;
const NORMAL = { 0.05: 1.6449, 0.001: 3.0902 } as const;
export type PeerTail = keyof typeof NORMAL;

export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number;
  return sum;
}

/** Population stability index; shares below 1e−4 count as that. */
export function psi(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  p.forEach((share, bin) => {
    const a = Math.max(share, 1e-4);
    const b = Math.max(q[bin] ?? 0, 1e-4);
    if (share > 0 || (q[bin] ?? 0) > 0) sum += (a - b) * Math.log(a / b);
  });
  return sum;
}

/** Distance, natural logarithm under the root, as SciPy's `jensenshannon`. */
export function jensenShannon(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [n, m] = [sumOf(p), sumOf(q)];
  let sum = 0;
  for (let i = 0; i < p.length; i += 1) {
    const a = (p[i] as number) / n;
    const b = (q[i] as number) / m;
    const middle = (a + b) / 2;
    if (a > 0) sum += (a * Math.log(a / middle)) / 2;
    if (b > 0) sum += (b * Math.log(b / middle)) / 2;
  }
  return Math.sqrt(Math.max(0, sum));
}

/** Where the cells of a reference lie: at their medians. */
export function cellMedians(spec: FeatureSpec, reference: Float64Array): Float64Array {
  const total = sumOf(reference);
  let before = 0;
  return Float64Array.from({ length: reference.length - 1 }, (_, cell) => {
    const share = (reference[cell] as number) / total;
    before += share;
    return quantileOf(spec.family, Math.min(1 - 1e-7, Math.max(1e-7, before - share / 2)));
  });
}

/** Largest distance of the distribution functions, and Wasserstein's ÷ sd. */
export function orderedDistances(
  spec: FeatureSpec,
  window: Float64Array,
  reference: Float64Array,
  medians: Float64Array,
): { kolmogorov: number; wasserstein: number } {
  const [n, m] = [sumOf(window), sumOf(reference)];
  let [f, g] = [0, 0];
  let largest = 0;
  let area = 0;
  for (let cell = 0; cell < medians.length; cell += 1) {
    if (cell > 0) area += Math.abs(f - g) * ((medians[cell] as number) - (medians[cell - 1] as number));
    f += (window[cell] as number) / n;
    g += (reference[cell] as number) / m;
    largest = Math.max(largest, Math.abs(f - g));
  }
  return { kolmogorov: largest, wasserstein: area / sdOf(spec.family) };
}

export function isKolmogorovBeyond(distance: number, n: number, m: number, tail: PeerTail): boolean {
  return distance > KOLMOGOROV[tail] * Math.sqrt(1 / n + 1 / m);
}

/** Pearson's X² beyond its point of that tail (Wilson and Hilferty's approximation). */
export function isChiSquareBeyond(window: Float64Array, reference: Float64Array, tail: PeerTail): boolean {
  const [n, m] = [sumOf(window), sumOf(reference)];
  let [sum, cells] = [0, 0];
  for (let cell = 0; cell < window.length; cell += 1) {
    const [a, r] = [window[cell] as number, reference[cell] as number];
    if (a + r === 0) continue;
    cells += 1;
    const [inWindow, inReference] = [((a + r) * n) / (n + m), ((a + r) * m) / (n + m)];
    sum += (a - inWindow) ** 2 / inWindow + (r - inReference) ** 2 / inReference;
  }
  const df = cells - 1;
  return df > 0 && sum > df * (1 - 2 / (9 * df) + NORMAL[tail] * Math.sqrt(2 / (9 * df))) ** 3;
}
