import { totalCount } from '../pane/total-count.ts';
import { CONVENTIONAL_THRESHOLDS } from './conventional-thresholds.ts';
import { tooFewValues, type MetricDefinition } from './metric-definition.ts';
import { binnedReading } from './samples/sample-reading.ts';
import { eventsAdded } from './zero-rule.ts';

/**
 * KL(p‖q) = Σ p·ln(p/q) in nats, p = (c + a)/(m + k·a) in the reference, q the same in the window, a = `added`. Domain:
 * equal lengths, positive sums; Infinity where q is 0 and p is not. 0 for equal shares.
 */
export function kullbackLeibler(reference: Float64Array, window: Float64Array, added = 0): number {
  const m = totalCount(reference) + added * reference.length;
  const n = totalCount(window) + added * reference.length;
  let divergence = 0;
  for (let bin = 0; bin < reference.length; bin += 1) {
    const p = ((reference[bin] ?? 0) + added) / m;
    const q = ((window[bin] ?? 0) + added) / n;
    if (p > 0) divergence += p * Math.log(p / q);
  }
  return Math.max(0, divergence);
}

function withoutZeros(reference: Float64Array, window: Float64Array): number {
  return kullbackLeibler(reference, window, eventsAdded(reference, window));
}

export const kullbackLeiblerMetric: MetricDefinition = {
  id: 'kl',
  label: 'Kullback–Leibler divergence',
  unit: 'index',
  formula: 'Σ p·ln(p/q) in nats, p the shares of the reference, q of the window, over the bins of the stability index',
  source: 'Kullback & Leibler, Ann. Math. Stat. 22(1), 1951',
  domain: 'values only. Zero rule: where a bin is empty, half an event is added to every bin on both sides',
  meaning: 'Information lost when the reference is taken for the window; 0 = same shares. Not symmetric.',
  errorBound: '0: bins are unions of cells. A sketched reference adds its rank error, to first order.',
  kinds: ['numeric', 'categorical'],
  conventional: CONVENTIONAL_THRESHOLDS.kl,
  fromSamples: (input) => binnedReading(input, withoutZeros),
  read(input) {
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const { reference, window } = input.grouped;
    const value = withoutZeros(reference, window);
    const m = totalCount(reference);
    const n = totalCount(window);
    let slope = 0;
    for (let bin = 0; bin < reference.length; bin += 1)
      slope += Math.abs(Math.log((((reference[bin] ?? 0) + 0.5) / m / ((window[bin] ?? 0) + 0.5)) * n) + 1);
    return { state: 'measured', value, bound: 2 * input.rankErrorShare * slope, baseline: 0 };
  },
};
