import type { FeatureGrid, NumericFeatureGrid } from '../grid/grid.ts';
import { MOMENT_UNIT, standardised } from '../grid/standardised.ts';
import type { ReferenceExtras } from '../reference/reference-extras.ts';
import { reconstructionError } from './add-reconstruction.ts';
import type { RowMoments } from './row-sample.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Share of the variance that the components must exceed, as in NannyML's data reconstruction. */
const EXPLAINED_SHARE = 0.65;

type Fitted = NonNullable<ReferenceExtras['reconstruction']>;
/** A numeric feature and the place of its column in the rows. */
export type RowFeature = { index: number; slot: number; grid: NumericFeatureGrid };

/** Correlations where the scale is the standard deviation; 0 where a column is constant. */
function correlations({ moments }: RowMoments, features: readonly RowFeature[]): Float64Array {
  const size = features.length;
  const matrix = new Float64Array(size * size);
  features.forEach((a, i) => {
    features.forEach((b, j) => {
      matrix[i * size + j] = moments.covariance(a.slot, b.slot) / a.grid.scale / b.grid.scale;
    });
  });
  return matrix;
}

function errorsOf(
  { sample }: RowMoments,
  features: readonly RowFeature[],
  components: readonly number[][],
): { n: number; mean: number; sd: number } {
  const flat = Float64Array.from(components.flat());
  const z = new Float64Array(features.length);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < sample.size; i += 1) {
    const row = sample.row(i);
    features.forEach(({ slot, grid }, place) => {
      const value = row[slot] ?? Number.NaN;
      z[place] = Number.isNaN(value) ? 0 : standardised(value, grid.centre, grid.scale) / MOMENT_UNIT;
    });
    const error = reconstructionError(flat, z, features.length);
    sum += error;
    squares += error * error;
  }
  const n = Math.max(1, sample.size);
  return { n: sample.size, mean: sum / n, sd: Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2)) };
}

/**
 * Principal components of the standardised numeric features: as few as explain more than 65 % of the variance, but one
 * fewer than features at most, so that there is an error to look at. Undefined with fewer than two features or rows,
 * without any variance, or where covariances are beyond the range of doubles.
 */
export function fitReconstruction(rows: RowMoments, features: readonly RowFeature[]): Fitted | undefined {
  if (features.length < 2 || rows.moments.rows < 2) return undefined;
  const matrix = correlations(rows, features);
  if (!matrix.every(Number.isFinite)) return undefined;
  const { values, vectors } = symmetricEigen(matrix, features.length);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  if (!(total > 0)) return undefined;
  let explained = 0;
  let count = 0;
  while (count < features.length - 1 && explained <= EXPLAINED_SHARE) {
    explained += Math.max(0, values[count] ?? 0) / total;
    count += 1;
  }
  const components = vectors.slice(0, count);
  return {
    features: features.map(({ index }) => index),
    components,
    ...errorsOf(rows, features, components),
    explained: Math.min(1, explained),
  };
}

/** The features that can be reconstructed: numbers of the event itself whose spread is known. */
export function rowFeatures(
  grids: readonly FeatureGrid[],
  known: readonly { sd: number | null }[],
  slotOf: (name: string) => number,
): RowFeature[] {
  return grids.flatMap((grid, index) => {
    if (grid.kind !== 'numeric' || grid.source !== 'feature' || grid.text !== undefined) return [];
    const slot = slotOf(grid.name);
    return slot < 0 || (known[index]?.sd ?? null) === null ? [] : [{ index, slot, grid }];
  });
}
