import { totalCount } from '../pane/total-count.ts';
import { CONVENTIONAL_THRESHOLDS } from './conventional-thresholds.ts';
import { tooFewValues, type MetricDefinition } from './metric-definition.ts';
import { binnedReading } from './samples/sample-reading.ts';

/** ½·Σ|p − q|. Domain: equal lengths, positive sums. From 0 (equal) to 1 (nothing in common). */
export function totalVariationDistance(reference: Float64Array, window: Float64Array): number {
  const m = totalCount(reference);
  const n = totalCount(window);
  let sum = 0;
  for (let bin = 0; bin < reference.length; bin += 1)
    sum += Math.abs((reference[bin] ?? 0) / m - (window[bin] ?? 0) / n);
  return Math.min(1, sum / 2);
}

export const totalVariationMetric: MetricDefinition = {
  id: 'totalVariation',
  label: 'Total variation distance',
  unit: 'distance',
  formula: '½·Σ|p − q| over the bins of the stability index',
  source: 'Levin, Peres & Wilmer, Markov Chains and Mixing Times (2009), 4.1',
  domain: 'values only; empty bins need no rule',
  meaning: 'The share of values that would have to move to another bin. 0 = same shares, 1 = nothing in common.',
  errorBound: '0: bins are unions of cells. A sketched reference adds bins × rank error.',
  kinds: ['numeric', 'categorical'],
  conventional: CONVENTIONAL_THRESHOLDS.totalVariation,
  fromSamples: (input) => binnedReading(input, totalVariationDistance),
  read(input) {
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const { reference, window } = input.grouped;
    const bound = Math.min(1, reference.length * input.rankErrorShare);
    return { state: 'measured', value: totalVariationDistance(reference, window), bound, baseline: 0 };
  },
};
