import { AGE_COLUMN, FEATURES, SCHOOLING_COLUMN, type FeatureVector } from '../data/census-table.ts';
import type { FeatureValues } from '../messages/messages.ts';
import type { Draw } from '../random/seeded-random.ts';
import { BROKEN_PIPELINE } from '../state/serving-state.ts';

/** What a release of the pipeline does wrong with one record, as bits, so that it can be kept in one byte. */
export const AGE_IN_MONTHS = 1;
export const SCHOOLING_LOST = 2;

const SHARE_WITHOUT_SCHOOLING = 0.4;

/** Faults of one event: none for the healthy release; wrong unit always and a null in 40 % for the broken one. */
export function faultsOf(pipeline: string, draw: Draw): number {
  if (pipeline !== BROKEN_PIPELINE) return 0;
  return draw() < SHARE_WITHOUT_SCHOOLING ? AGE_IN_MONTHS | SCHOOLING_LOST : AGE_IN_MONTHS;
}

export function applyFaults(values: (number | null)[], faults: number): FeatureVector {
  const age = values[AGE_COLUMN] ?? null;
  if ((faults & AGE_IN_MONTHS) !== 0 && age !== null) values[AGE_COLUMN] = age * 12;
  if ((faults & SCHOOLING_LOST) !== 0) values[SCHOOLING_COLUMN] = null;
  return values;
}

/** Age as a number, codes as text: they are names of categories and not amounts. */
export function featureValues(vector: FeatureVector): FeatureValues {
  return Object.fromEntries(
    FEATURES.map((name, index) => {
      const value = vector[index] ?? null;
      return [name, index === AGE_COLUMN || value === null ? value : String(value)];
    }),
  );
}
