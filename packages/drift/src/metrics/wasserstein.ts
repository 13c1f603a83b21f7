import { CONVENTIONAL_THRESHOLDS } from './conventional-thresholds.ts';
import { forEachCdfStep } from './cdf-steps.ts';
import { gridDistance } from './grid-wasserstein.ts';
import { tooFewValues, type MetricDefinition, type MetricValue } from './metric-definition.ts';
import type { MetricInput } from './metric-input.ts';
import type { SampleInput } from './samples/sample-input.ts';
import { measured, OUT_OF_RANGE, tooFewSamples, type SampleReading } from './samples/sample-reading.ts';

/** W₁ = ∫|F − G| of two ascending samples, exact. Domain: at least one value each. Symmetric, in units of the values. */
export function wassersteinOfSorted(reference: Float64Array, current: Float64Array): number {
  let sum = 0;
  forEachCdfStep(reference, current, (width, difference) => {
    // Infinite widths of no difference are nothing.
    if (difference !== 0) sum += width * Math.abs(difference);
  });
  return sum;
}

function rawReading(input: SampleInput, scale: number): SampleReading {
  if (input.kind !== 'numeric') return { state: 'undefined', reason: 'categories have no distances' };
  return tooFewSamples(input) ?? measured(wassersteinOfSorted(input.reference.sorted, input.current.sorted) / scale);
}

function gridReading(input: MetricInput, scale: number): MetricValue {
  const refused = tooFewValues(input);
  if (refused !== undefined) return refused;
  const distance = gridDistance(input);
  if (typeof distance === 'string') return { state: 'undefined', reason: distance };
  const value = distance.absolute / scale;
  const bound = distance.absoluteBound / scale;
  if (!Number.isFinite(value + bound)) return { state: 'undefined', reason: 'it is beyond the range of numbers' };
  return { state: 'measured', value, bound, baseline: 0 };
}

const SOURCE = 'Vallender, Theory Probab. Appl. 18(4), 1974; Villani, Optimal Transport (2009)';
const ERROR_BOUND = '½·Σ width × (share in reference + share in window) over the cells';

export const wassersteinMetric: MetricDefinition = {
  id: 'wasserstein',
  label: 'Wasserstein distance',
  unit: 'units of the feature',
  formula: '∫|F − G| of the cumulative distributions',
  source: SOURCE,
  domain: 'numeric values; from counts one further than 1,024 sd from the mean counts as that',
  meaning: 'How far values have to be moved on average to turn one distribution into the other.',
  errorBound: ERROR_BOUND,
  kinds: ['numeric'],
  conventional: null,
  fromSamples: (input) => rawReading(input, 1),
  read: (input) => gridReading(input, 1),
};

export const wassersteinNormalizedMetric: MetricDefinition = {
  id: 'wassersteinNormalized',
  label: 'Wasserstein distance, normalised',
  unit: 'standard deviations',
  formula: '∫|F − G| ÷ standard deviation of reference (divisor n)',
  source: SOURCE,
  domain: 'as the distance; undefined for a constant reference',
  meaning: 'How far values have to be moved on average, in units of the usual spread.',
  errorBound: `${ERROR_BOUND}, ÷ standard deviation`,
  kinds: ['numeric'],
  conventional: CONVENTIONAL_THRESHOLDS.wassersteinNormalized,
  fromSamples(input) {
    if (input.kind !== 'numeric') return { state: 'undefined', reason: 'categories have no distances' };
    const { variance } = input.reference;
    if (variance === 0) return { state: 'undefined', reason: 'the reference has one value only' };
    const refused = tooFewSamples(input);
    if (refused !== undefined) return refused;
    return variance === null ? OUT_OF_RANGE : rawReading(input, Math.sqrt(variance));
  },
  read(input) {
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const { sd } = input.reference;
    if (sd === null) return { state: 'undefined', reason: 'it is beyond the range of numbers' };
    if (sd === 0) return { state: 'undefined', reason: 'the reference has one value only' };
    return gridReading(input, sd);
  },
};
