import { usableValues, type SampleInput } from './sample-input.ts';

/**
 * `baseline` is the value at which nothing has changed. `pValue` is present where the metric is a test. Insufficient:
 * there are too few values to say; undefined: the values have no such metric, however many there are.
 */
export type SampleReading =
  | { state: 'measured'; value: number; baseline: number; pValue?: number; pooledCells?: number }
  | { state: 'insufficient' | 'undefined'; reason: string };

export const OUT_OF_RANGE: SampleReading = { state: 'undefined', reason: 'it is beyond the range of numbers' };

/** Why nothing can be said about the distribution of values; undefined when something can. */
export function tooFewSamples({ reference, current }: SampleInput, fewest = 1): SampleReading | undefined {
  for (const [name, side] of [
    ['reference', reference],
    ['current data', current],
  ] as const) {
    const values = usableValues(side);
    if (values < fewest)
      return { state: 'insufficient', reason: `the ${name} has ${values} usable values, ${fewest} are needed` };
  }
  return undefined;
}

/** A reading of a number that may have left the range of doubles on the way. */
export function measured(
  value: number,
  more: { baseline?: number; pValue?: number; pooledCells?: number } = {},
): SampleReading {
  if (!Number.isFinite(value)) return OUT_OF_RANGE;
  return { state: 'measured', baseline: 0, ...more, value: value + 0 };
}

/** The reading of a metric of shares by bin. */
export function binnedReading(
  input: SampleInput,
  compute: (reference: Float64Array, current: Float64Array) => number,
): SampleReading {
  return tooFewSamples(input) ?? measured(compute(input.binned.reference, input.binned.current));
}
