import { CONVENTIONAL_THRESHOLDS } from './conventional-thresholds.ts';
import { measured } from './samples/sample-reading.ts';
import type { FeatureCounts } from '../pane/feature-counts.ts';
import type { RuleMetricDefinition } from './metric-definition.ts';
import { rateNoise } from './rate-noise.ts';

function unusable(counts: FeatureCounts): number {
  return counts.missing + counts.invalid;
}

export const missingRateMetric: RuleMetricDefinition = {
  id: 'missingRate',
  label: 'Missing rate',
  unit: 'share',
  formula: 'events without a usable value ÷ events',
  source: 'definition',
  domain: 'no usable value: absent, null, of the wrong type, NaN or infinite',
  meaning: 'Judged by how far it lies above the rate of the reference.',
  errorBound: '0',
  kinds: ['numeric', 'categorical', 'vector'],
  conventional: CONVENTIONAL_THRESHOLDS.missingRate,
  fromSamples({ reference, current }) {
    if (reference.total === 0) return { state: 'insufficient', reason: 'the reference is empty' };
    if (current.total === 0) return { state: 'insufficient', reason: 'the current data are empty' };
    return measured(current.unusable / current.total, { baseline: reference.unusable / reference.total });
  },
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
