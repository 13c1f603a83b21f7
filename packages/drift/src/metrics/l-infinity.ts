import { totalCount } from '../pane/total-count.ts';
import { tooFewValues, type MetricDefinition } from './metric-definition.ts';
import { binnedReading } from './samples/sample-reading.ts';

/** max|p − q|. Domain: equal lengths, positive sums. From 0 (equal) to 1. */
export function lInfinityDistance(reference: Float64Array, window: Float64Array): number {
  const m = totalCount(reference);
  const n = totalCount(window);
  let largest = 0;
  for (let bin = 0; bin < reference.length; bin += 1)
    largest = Math.max(largest, Math.abs((reference[bin] ?? 0) / m - (window[bin] ?? 0) / n));
  return largest;
}

export const lInfinityMetric: MetricDefinition = {
  id: 'lInfinity',
  label: 'L-infinity distance',
  unit: 'distance',
  formula: 'max|p − q| over the bins of the stability index',
  source: 'Chebyshev distance; as in TensorFlow Data Validation',
  domain: 'values only; empty bins need no rule',
  meaning: 'How much the share of the one bin or category that changed most has changed.',
  errorBound: '0: bins are unions of cells. A sketched reference adds twice its rank error.',
  kinds: ['numeric', 'categorical'],
  conventional: null,
  fromSamples: (input) => binnedReading(input, lInfinityDistance),
  read(input) {
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const { reference, window } = input.grouped;
    const bound = Math.min(1, 2 * input.rankErrorShare);
    return { state: 'measured', value: lInfinityDistance(reference, window), bound, baseline: 0 };
  },
};
