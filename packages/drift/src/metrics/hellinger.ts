import { totalCount } from '../pane/total-count.ts';
import { CONVENTIONAL_THRESHOLDS } from './conventional-thresholds.ts';
import { tooFewValues, type MetricDefinition } from './metric-definition.ts';
import { binnedReading } from './samples/sample-reading.ts';

/**
 * Hellinger distance √(½·Σ(√p − √q)²), which keeps its digits near 0 where √(1 − Σ√(pq)) does not. Domain: equal lengths,
 * positive sums. From 0 (equal) to 1 (nothing in common); empty bins need no rule.
 */
export function hellingerDistance(reference: Float64Array, window: Float64Array): number {
  const m = totalCount(reference);
  const n = totalCount(window);
  let sum = 0;
  for (let bin = 0; bin < reference.length; bin += 1)
    sum += (Math.sqrt((reference[bin] ?? 0) / m) - Math.sqrt((window[bin] ?? 0) / n)) ** 2;
  return Math.min(1, Math.sqrt(sum / 2));
}

export const hellingerMetric: MetricDefinition = {
  id: 'hellinger',
  label: 'Hellinger distance',
  unit: 'distance',
  formula: '√(½·Σ(√p − √q)²) over the bins of the stability index',
  source: 'Hellinger, J. reine angew. Math. 136, 1909; Le Cam & Yang, Asymptotics in Statistics (2000)',
  domain: 'values only; empty bins need no rule',
  meaning: '0 = same shares, 1 = nothing in common.',
  errorBound: '0: bins are unions of cells. A sketched reference adds √(bins·rank error).',
  kinds: ['numeric', 'categorical'],
  conventional: CONVENTIONAL_THRESHOLDS.hellinger,
  fromSamples: (input) => binnedReading(input, hellingerDistance),
  read(input) {
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const { reference, window } = input.grouped;
    // A metric, at most √(total variation), and each share is off by at most twice the rank error.
    const bound = Math.min(1, Math.sqrt(reference.length * input.rankErrorShare));
    return { state: 'measured', value: hellingerDistance(reference, window), bound, baseline: 0 };
  },
};
