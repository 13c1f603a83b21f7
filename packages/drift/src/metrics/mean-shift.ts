import { CONVENTIONAL_THRESHOLDS } from './conventional-thresholds.ts';
import { welchPValue } from './welch-p-value.ts';
import { measured, OUT_OF_RANGE, tooFewSamples } from './samples/sample-reading.ts';
import { normalQuantileOfTail } from '../special/normal.ts';
import { samplingFactor, tooFewValues, type RuleMetricDefinition } from './metric-definition.ts';

export const meanShiftMetric: RuleMetricDefinition = {
  id: 'meanShift',
  label: 'Mean shift',
  unit: 'standard deviations',
  formula: '|mean of window − mean of reference| ÷ standard deviation of reference',
  source: "Glass's Δ: Glass, Educ. Res. 5(10), 1976; sizes after Cohen (1988): 0.5 medium, 0.8 large",
  domain:
    'numeric values; on the grid one further than 1,024 sd away counts as 1,024 sd. Undefined for a constant reference.',
  meaning: "How far the average moved, in units of its usual spread. p from raw samples: Welch's t test.",
  errorBound: '2^−20: values are standardised and rounded before they are added up',
  kinds: ['numeric'],
  conventional: CONVENTIONAL_THRESHOLDS.meanShift,
  fromSamples(input) {
    if (input.kind !== 'numeric') return { state: 'undefined', reason: 'categories have no mean' };
    const refused = tooFewSamples(input);
    if (refused !== undefined) return refused;
    const { reference, current } = input;
    if (reference.mean === null || reference.variance === null || current.mean === null) return OUT_OF_RANGE;
    if (reference.variance === 0) return { state: 'undefined', reason: 'the reference has one value only' };
    const value = Math.abs(current.mean - reference.mean) / Math.sqrt(reference.variance);
    const pValue = welchPValue(reference, current);
    return measured(value, pValue === null ? {} : { pValue });
  },
  read(input) {
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const { reference, window } = input;
    if (reference.mean === null || reference.sd === null || window.mean === null)
      return { state: 'undefined', reason: 'the mean is beyond the range of numbers' };
    if (reference.sd === 0) return { state: 'undefined', reason: 'the reference has one value only' };
    const value = Math.abs(window.mean - reference.mean) / reference.sd;
    if (!Number.isFinite(value)) return { state: 'undefined', reason: 'the shift is beyond the range of numbers' };
    return { state: 'measured', value, bound: 2 ** -20, baseline: 0 };
  },
  /** Both means are nearly normal with the reference's variance. */
  noise(input, tail) {
    return normalQuantileOfTail(tail / 2) * Math.sqrt(samplingFactor(input));
  },
};
