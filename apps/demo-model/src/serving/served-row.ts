import { vectorAt, labelAt, type FeatureVector } from '../data/census-table.ts';
import type { Census } from '../data/load-census.ts';
import { applyFaults } from './feature-pipeline.ts';

export type Population = 'calm' | 'groupQuarters';

/** A record as it was served: which one, and what the feature pipeline did to it. */
export type ServedRow = { population: Population; row: number; faults: number };

export function servedVector(census: Census, served: ServedRow): FeatureVector {
  return applyFaults(vectorAt(census[served.population], served.row), served.faults);
}

export function servedLabel(census: Census, served: ServedRow): 0 | 1 {
  return labelAt(census[served.population], served.row);
}
