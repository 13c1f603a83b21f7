import { moments } from '../../summary/moments.ts';

/** Numbers of one side, as they were measured. */
export type NumericSide = {
  /** Rows, with or without a usable value. */
  total: number;
  /** Rows without one: missing, not a number, or infinite. */
  unusable: number;
  /** Finite values, ascending. */
  sorted: Float64Array;
  mean: number | null;
  /** With divisor n; null without values or beyond the range of doubles. */
  variance: number | null;
};

/** Categories of one side with how often each occurs. */
export type CategoricalSide = {
  total: number;
  unusable: number;
  /** Rows with a category. */
  values: number;
  counts: ReadonlyMap<string, number>;
};

/** `missing` rows had no value at all; NaN and infinite values are found among `values`. */
export function numericSide(values: Float64Array, missing = 0): NumericSide {
  const sorted = values.filter(Number.isFinite);
  // −0 and 0 are one value.
  for (let i = 0; i < sorted.length; i += 1) sorted[i] = (sorted[i] as number) + 0;
  sorted.sort();
  const shape = moments(sorted);
  return {
    total: values.length + missing,
    unusable: values.length - sorted.length + missing,
    sorted,
    mean: shape?.mean ?? null,
    variance: shape?.variance ?? null,
  };
}

export function categoricalSide(counts: ReadonlyMap<string, number>, missing = 0): CategoricalSide {
  let values = 0;
  for (const count of counts.values()) values += count;
  return { total: values + missing, unusable: missing, values, counts };
}
