import { totalCount } from '../pane/total-count.ts';
import { chiSquareQuantileOfTail } from '../special/chi-square.ts';
import { samplingFactor, tooFewValues, type MetricDefinition } from './metric-definition.ts';

/** An empty bin counts as this share on its side; the others are not renormalised. */
export const PSI_EMPTY_SHARE = 1e-4;

/**
 * PSI = Σ (q − p)·ln(q/p) over bins, p = share in the reference, q = share in the window, each at least `emptyShare`.
 * Domain: equal lengths, positive sums. Unbounded above, 0 for equal shares.
 */
export function populationStabilityIndex(
  reference: Float64Array,
  window: Float64Array,
  emptyShare = PSI_EMPTY_SHARE,
): number {
  const m = totalCount(reference);
  const n = totalCount(window);
  let index = 0;
  for (let bin = 0; bin < reference.length; bin += 1) {
    const p = Math.max((reference[bin] ?? 0) / m, emptyShare);
    const q = Math.max((window[bin] ?? 0) / n, emptyShare);
    index += (q - p) * Math.log(q / p);
  }
  return index;
}

/** First-order effect of shares that are off by up to twice the rank error: Σ |∂PSI/∂p|·2ε. */
function sketchBound(reference: Float64Array, window: Float64Array, rankErrorShare: number): number {
  if (rankErrorShare === 0) return 0;
  const m = totalCount(reference);
  const n = totalCount(window);
  let slope = 0;
  for (let bin = 0; bin < reference.length; bin += 1) {
    const p = Math.max((reference[bin] ?? 0) / m, PSI_EMPTY_SHARE);
    const q = Math.max((window[bin] ?? 0) / n, PSI_EMPTY_SHARE);
    slope += Math.abs(Math.log(p / q) + 1 - q / p);
  }
  return 2 * rankErrorShare * slope;
}

export const populationStabilityIndexMetric: MetricDefinition = {
  id: 'psi',
  label: 'Population stability index',
  unit: 'index',
  formula: 'Σ (q − p)·ln(q/p) over 10 reference-quantile bins (categories: the largest, and the rest)',
  source: 'Lewis, An Introduction to Credit Scoring (1992); Yurdakul & Naranjo, J. Risk Model Validation 14(4), 2020',
  domain: 'values only; an empty bin counts as 0.0001, nothing is renormalised',
  meaning: '0 = same shares. By convention 0.1 deserves a look and 0.2 action.',
  errorBound: '0: bins are unions of cells. A sketched reference adds its rank error, to first order.',
  kinds: ['numeric', 'categorical'],
  read(input) {
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const { reference, window } = input.grouped;
    const value = Math.max(0, populationStabilityIndex(reference, window));
    return { state: 'measured', value, bound: sketchBound(reference, window, input.rankErrorShare), baseline: 0 };
  },
  /** n and m drawn from one law give PSI ≈ (1/n + 1/m)·χ² with bins − 1 degrees of freedom. */
  noise(input, tail) {
    return samplingFactor(input) * chiSquareQuantileOfTail(tail, Math.max(1, input.grouped.reference.length - 1));
  },
};
