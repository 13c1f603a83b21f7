import { forEachCdfStep } from './cdf-steps.ts';
import { gridDistance } from './grid-wasserstein.ts';
import { tooFewValues, type MetricDefinition } from './metric-definition.ts';
import { measured, tooFewSamples } from './samples/sample-reading.ts';

/** √(2·∫(F − G)²) of two ascending samples, exact. Domain: at least one value each. Symmetric; 0 for equal samples. */
export function energyDistanceOfSorted(reference: Float64Array, current: Float64Array): number {
  let sum = 0;
  forEachCdfStep(reference, current, (width, difference) => {
    if (difference !== 0) sum += width * difference * difference;
  });
  return Math.sqrt(2 * sum);
}

export const energyDistanceMetric: MetricDefinition = {
  id: 'energyDistance',
  label: 'Energy distance',
  unit: 'units of the feature',
  formula: '√(2·∫(F − G)²) of the cumulative distributions',
  source: 'Székely & Rizzo, J. Stat. Plan. Inference 143(8), 2013',
  domain: 'numeric values; from counts one further than 1,024 sd from the mean counts as that',
  meaning: '0 = same distribution. Grows with the square root of the feature’s unit, and less with far tails than W₁.',
  errorBound: '√ of 2·∫(F − G)² ± 2·Σ width × (p + q) × largest |F − G| over the cells',
  kinds: ['numeric'],
  conventional: null,
  fromSamples(input) {
    if (input.kind !== 'numeric') return { state: 'undefined', reason: 'categories have no distances' };
    return tooFewSamples(input) ?? measured(energyDistanceOfSorted(input.reference.sorted, input.current.sorted));
  },
  read(input) {
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const distance = gridDistance(input);
    if (typeof distance === 'string') return { state: 'undefined', reason: distance };
    const value = Math.sqrt(2 * distance.square);
    const upper = Math.sqrt(2 * (distance.square + distance.squareBound));
    const lower = Math.sqrt(Math.max(0, 2 * (distance.square - distance.squareBound)));
    return { state: 'measured', value, bound: Math.max(upper - value, value - lower), baseline: 0 };
  },
};
