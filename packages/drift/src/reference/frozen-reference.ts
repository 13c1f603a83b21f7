import type { FeatureKind, Grid } from '../grid/grid.ts';
import type { ReferenceExtrasOf } from './reference-extras.ts';
import type { ReferenceProvenance } from './reference-provenance.ts';

export { ReferenceProvenance } from './reference-provenance.ts';

/** What is known of one feature in the reference, besides its counts. */
export type ReferenceFeature = {
  name: string;
  kind: FeatureKind;
  /** Events with a usable value. */
  values: number;
  /** Events whose value was absent or null. */
  missing: number;
  /** Of the values; null for categories and vectors, without values, or beyond the range of doubles. */
  mean: number | null;
  sd: number | null;
  min: number | null;
  max: number | null;
  /** Largest error of a cumulative share of the counts; 0 = every value was counted. */
  rankErrorShare: number;
};

/** Counts of a reference on its own grid, never changed after freezing. */
export type FrozenReference = {
  /** First 12 hex digits of `hash`. */
  id: string;
  /** SHA-256 of grid, counts, moments and provenance. */
  hash: string;
  gridId: string;
  grid: Grid;
  rowCount: number;
  /** In grid order; the prediction, if there was one, is last. */
  features: readonly ReferenceFeature[];
  /** One vector for all features, laid out as the grid says. */
  counts: Float64Array;
  provenance: ReferenceProvenance;
} & ReferenceExtrasOf;

/** The grid that panes of this reference are counted on. */
export function gridOf(reference: FrozenReference): Grid {
  return reference.grid;
}
