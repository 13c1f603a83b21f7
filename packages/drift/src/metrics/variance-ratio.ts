import { CONVENTIONAL_THRESHOLDS } from './conventional-thresholds.ts';
import { tooFewValues, type MetricDefinition } from './metric-definition.ts';
import { measured, OUT_OF_RANGE, tooFewSamples } from './samples/sample-reading.ts';

export const varianceRatioMetric: MetricDefinition = {
  id: 'varianceRatio',
  label: 'Variance ratio',
  unit: 'ratio',
  formula: 'variance of window ÷ variance of reference, both with divisor n',
  source: "Fisher's F (1924), here a size and not a test: its p is only right for normal values",
  domain:
    'numeric values, two at least. Undefined for a constant reference. On the grid values beyond 1,024 sd count as that',
  meaning: '1 = same spread; 2 and ½ are equally far from it.',
  errorBound: '2^−19 of the ratio and of 1: values are standardised and rounded before they are added up',
  kinds: ['numeric'],
  conventional: CONVENTIONAL_THRESHOLDS.varianceRatio,
  isRatio: true,
  fromSamples(input) {
    if (input.kind !== 'numeric') return { state: 'undefined', reason: 'categories have no variance' };
    const refused = tooFewSamples(input, 2);
    if (refused !== undefined) return refused;
    const { reference, current } = input;
    if (reference.variance === null || current.variance === null) return OUT_OF_RANGE;
    if (reference.variance === 0) return { state: 'undefined', reason: 'the reference has one value only' };
    return measured(current.variance / reference.variance, { baseline: 1 });
  },
  read(input) {
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const { reference, window } = input;
    if (reference.sd === null || window.sd === null)
      return { state: 'undefined', reason: 'the variance is beyond the range of numbers' };
    if (reference.sd === 0) return { state: 'undefined', reason: 'the reference has one value only' };
    const value = (window.sd / reference.sd) ** 2;
    if (!Number.isFinite(value)) return { state: 'undefined', reason: 'the ratio is beyond the range of numbers' };
    return { state: 'measured', value, bound: (value + 1) * 2 ** -19, baseline: 1 };
  },
};
