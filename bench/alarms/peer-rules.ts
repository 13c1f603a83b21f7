import { alarmCells, type AlarmHistory } from '@leeway/drift';
import { quantileOf, sdOf, type FeatureSpec } from './feature-mix.ts';

/** Rules as others have them, on the values of hours side by side (missing values dropped), against all of a reference. */
export const PEER_RULES = ['evidently-column', 'mean-and-3-sd', 'psi-0.2', 'ks-chi2-0.05'] as const;
export type PeerRule = (typeof PEER_RULES)[number];

const STEPS_PER_HOUR = 12;
const MIN_VALUES = 50;
const BINS = 10;
/** Kolmogorov's 5 % point: D > 1.3581·√(1/n + 1/m). */
const KOLMOGOROV_5_PERCENT = 1.3581;
const NORMAL_5_PERCENT = 1.6449;

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0;
  return sum;
}

/** Values by cell, `new` last. */
function valuesOf(spec: FeatureSpec, { counts }: AlarmHistory, fromStep: number, steps: number): Float64Array {
  const { width, nullCell, newCell } = alarmCells(spec.feature);
  const values = new Float64Array(spec.feature.valueCells + 1);
  for (let step = fromStep; step < fromStep + steps; step += 1)
    for (let cell = 0; cell < width; cell += 1) {
      if (cell === nullCell) continue;
      const into = cell === newCell ? values.length - 1 : cell;
      values[into] = (values[into] ?? 0) + (counts[step * width + cell] ?? 0);
    }
  return values;
}

/** Bins of equal mass for numbers, of categories by size for categories (the rest in the last). */
function binOfCell(spec: FeatureSpec, reference: Float64Array): Int32Array {
  const total = sumOf(reference);
  let before = 0;
  return Int32Array.from(reference, (count, cell) => {
    const middle = (before + count / 2) / total;
    before += count;
    return spec.shares === undefined ? Math.min(BINS - 1, Math.floor(middle * BINS)) : Math.min(BINS - 1, cell);
  });
}

function binShares(values: Float64Array, bins: Int32Array): Float64Array {
  const shares = new Float64Array(BINS);
  const total = sumOf(values);
  values.forEach((count, cell) => (shares[bins[cell] ?? 0] = (shares[bins[cell] ?? 0] ?? 0) + count / total));
  return shares;
}

function psi(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  p.forEach((share, bin) => {
    const a = Math.max(share, 1e-4);
    const b = Math.max(q[bin] ?? 0, 1e-4);
    if (share > 0 || (q[bin] ?? 0) > 0) sum += (a - b) * Math.log(a / b);
  });
  return sum;
}

/** Distance, base 2 under the root of nats, as SciPy's `jensenshannon`. */
function jensenShannon(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [n, m] = [sumOf(p), sumOf(q)];
  let sum = 0;
  for (let i = 0; i < p.length; i += 1) {
    const a = (p[i] ?? 0) / n;
    const b = (q[i] ?? 0) / m;
    const middle = (a + b) / 2;
    if (a > 0) sum += (a * Math.log(a / middle)) / 2;
    if (b > 0) sum += (b * Math.log(b / middle)) / 2;
  }
  return Math.sqrt(Math.max(0, sum));
}

/** Distribution functions' largest distance, and Wasserstein's ÷ sd with cells at their medians. */
function orderedDistances(spec: FeatureSpec, window: Float64Array, reference: Float64Array) {
  const [n, m] = [sumOf(window), sumOf(reference)];
  let [f, g, before] = [0, 0, 0];
  let largest = 0;
  let area = 0;
  let last = Number.NaN;
  for (let cell = 0; cell < window.length - 1; cell += 1) {
    const share = (reference[cell] ?? 0) / m;
    const at = quantileOf(spec.family, Math.min(1 - 1e-7, Math.max(1e-7, before + share / 2)));
    if (cell > 0) area += Math.abs(f - g) * (at - last);
    last = at;
    before += share;
    f += (window[cell] ?? 0) / n;
    g += share;
    largest = Math.max(largest, Math.abs(f - g));
  }
  return { kolmogorov: largest, wasserstein: area / sdOf(spec.family) };
}

/** Pearson's X² beyond its 5 % point (Wilson and Hilferty's approximation). */
function isChiSquareBeyond(window: Float64Array, reference: Float64Array): boolean {
  const [n, m] = [sumOf(window), sumOf(reference)];
  let [sum, cells] = [0, 0];
  window.forEach((a, cell) => {
    const all = a + (reference[cell] ?? 0);
    if (all === 0) return;
    cells += 1;
    for (const [observed, size] of [
      [a, n],
      [reference[cell] ?? 0, m],
    ] as const) {
      const expected = (all * size) / (n + m);
      sum += (observed - expected) ** 2 / expected;
    }
  });
  const df = cells - 1;
  return df > 0 && sum > df * (1 - 2 / (9 * df) + NORMAL_5_PERCENT * Math.sqrt(2 / (9 * df))) ** 3;
}

/** Alerts by rule; hours in a row beyond a limit are one. */
export function watchByPeers(spec: FeatureSpec, history: AlarmHistory, fromStep: number): Record<PeerRule, number> {
  const reference = valuesOf(spec, history, 0, fromStep);
  const bins = binOfCell(spec, reference);
  const referenceShares = binShares(reference, bins);
  const hourly = (from: number, end: number): Float64Array[] => {
    const hours: Float64Array[] = [];
    for (let step = from; step + STEPS_PER_HOUR <= end; step += STEPS_PER_HOUR)
      hours.push(valuesOf(spec, history, step, STEPS_PER_HOUR));
    return hours.filter((values) => sumOf(values) >= MIN_VALUES);
  };
  const own = hourly(0, fromStep).map((values) => jensenShannon(binShares(values, bins), referenceShares));
  const mean = sumOf(own) / own.length;
  const limit = mean + 3 * Math.sqrt(sumOf(own.map((value) => (value - mean) ** 2)) / own.length);
  const alerts = { 'evidently-column': 0, 'mean-and-3-sd': 0, 'psi-0.2': 0, 'ks-chi2-0.05': 0 };
  const before = { 'evidently-column': false, 'mean-and-3-sd': false, 'psi-0.2': false, 'ks-chi2-0.05': false };
  for (const values of hourly(fromStep, history.steps)) {
    const shares = binShares(values, bins);
    const ordered = spec.shares === undefined ? orderedDistances(spec, values, reference) : null;
    const noise = Math.sqrt(1 / sumOf(values) + 1 / sumOf(reference));
    const now = {
      'evidently-column': ordered === null ? jensenShannon(values, reference) > 0.1 : ordered.wasserstein > 0.1,
      'mean-and-3-sd': jensenShannon(shares, referenceShares) > limit,
      'psi-0.2': psi(shares, referenceShares) > 0.2,
      'ks-chi2-0.05':
        ordered === null ? isChiSquareBeyond(values, reference) : ordered.kolmogorov > KOLMOGOROV_5_PERCENT * noise,
    };
    for (const rule of PEER_RULES) {
      if (now[rule] && !before[rule]) alerts[rule] += 1;
      before[rule] = now[rule];
    }
  }
  return alerts;
}
