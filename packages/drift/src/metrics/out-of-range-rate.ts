import { CONVENTIONAL_THRESHOLDS } from './conventional-thresholds.ts';
import { tooFewValues, type MetricDefinition } from './metric-definition.ts';
import { measured, tooFewSamples } from './samples/sample-reading.ts';

export const outOfRangeRateMetric: MetricDefinition = {
  id: 'outOfRangeRate',
  label: 'Out-of-range rate',
  unit: 'share',
  formula: 'values below the smallest or above the largest of the reference ÷ values',
  source: 'definition',
  domain: 'numeric values',
  meaning: 'Chance alone puts about 2 in m values of a continuous feature outside the range of m reference values.',
  errorBound: '0: the outermost cells begin at the smallest and largest reference value',
  kinds: ['numeric'],
  conventional: CONVENTIONAL_THRESHOLDS.outOfRangeRate,
  fromSamples(input) {
    if (input.kind !== 'numeric') return { state: 'undefined', reason: 'categories have no range' };
    const refused = tooFewSamples(input);
    if (refused !== undefined) return refused;
    const { sorted } = input.current;
    const smallest = input.reference.sorted[0] ?? 0;
    const largest = input.reference.sorted.at(-1) ?? 0;
    let outside = 0;
    for (const value of sorted) if (value < smallest || value > largest) outside += 1;
    return measured(outside / sorted.length);
  },
  read(input) {
    if (input.layout.kind !== 'numeric') return { state: 'undefined', reason: 'categories have no range' };
    const refused = tooFewValues(input);
    if (refused !== undefined) return refused;
    const outsideShare = (cells: Float64Array): number =>
      // An edge beyond the largest double is left out, and then nothing lies beyond it.
      ((cells[0] ?? 0) + (cells.at(-1) ?? 0)) / (cells.reduce((sum, count) => sum + count, 0) || 1);
    return {
      state: 'measured',
      value: outsideShare(input.window.cells),
      bound: 0,
      baseline: outsideShare(input.reference.cells),
    };
  },
};
