import type { FeatureCounts } from '../pane/feature-counts.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { rateNoise } from './rate-noise.ts';

function unusable(counts: FeatureCounts): number {
  return counts.missing + counts.invalid;
}

export const missingRateMetric: MetricDefinition = {
  id: 'missingRate',
  label: 'Missing rate',
  unit: 'share',
  formula: 'events without a usable value ÷ events',
  source: 'definition',
  domain: 'no usable value: absent, null, of the wrong type, NaN or infinite',
  meaning: 'Judged by how far it lies above the rate of the reference.',
  errorBound: '0',
  kinds: ['numeric', 'categorical', 'vector'],
  read({ reference, window }) {
    if (reference.total === 0) return { state: 'undefined', reason: 'the reference is empty' };
    if (window.total === 0) return { state: 'undefined', reason: 'the window is empty' };
    const value = unusable(window) / window.total;
    return { state: 'measured', value, bound: 0, baseline: unusable(reference) / reference.total };
  },
  noise({ reference, window }, tail) {
    return rateNoise({ n: window.total }, { m: reference.total, r: unusable(reference) }, tail);
  },
};
