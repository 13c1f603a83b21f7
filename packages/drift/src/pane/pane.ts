import type { Grid } from '../grid/grid.ts';
import { LATENCY_EDGES_MS } from './latency-edges.ts';

export { MOMENT_UNIT } from '../grid/standardised.ts';

/** Doubles per feature in `moments`: sum (low, high) and sum of squares (low, high) of standardised values. */
export const MOMENTS_PER_FEATURE = 4;
/** Doubles per feature in `excess`: sum (low, high) below the smallest and above the largest reference value. */
export const EXCESS_PER_FEATURE = 4;
/** Doubles in `reconstruction`: sum (low, high) and sum of squares (low, high) of the error. */
const RECONSTRUCTION_SUMS = 4;

/**
 * Counts of one stretch of a stream on a grid. All entries are integers, so panes add up exactly in any order. Written
 * by `countEvent` and `addPane` only.
 */
export type Pane = {
  readonly gridId: string;
  /** Laid out as the grid says. */
  readonly counts: Float64Array;
  readonly moments: Float64Array;
  /** By how much values lie outside the reference's range, standardised, in units of the moments. */
  readonly excess: Float64Array;
  /** Sums of cosines and sines of all vector features, in units of 2^−16. */
  readonly vectorSums: Float64Array;
  /** Of the error of reconstruction, in units of 2^−20; empty where the grid has none. */
  readonly reconstruction: Float64Array;
  /** Predictions, failed ones included. */
  events: number;
  errors: number;
  /** One more than LATENCY_EDGES_MS; events without a latency are in none. */
  readonly latencyCounts: Float64Array;
};

/** Doubles in each part of a pane, in this order. */
function partSizes(grid: Grid): number[] {
  const features = grid.layouts.length;
  return [
    grid.cellCount,
    features * MOMENTS_PER_FEATURE,
    features * EXCESS_PER_FEATURE,
    grid.vectorSumCount,
    grid.reconstruction === null ? 0 : RECONSTRUCTION_SUMS,
    LATENCY_EDGES_MS.length + 1,
  ];
}

export function paneByteLength(grid: Grid): number {
  return partSizes(grid).reduce((sum, size) => sum + size, 0) * Float64Array.BYTES_PER_ELEMENT;
}

/** An empty pane, its parts in one stretch of memory: `buffer`, which must be zeros and long enough. */
export function createPane(grid: Grid, buffer: ArrayBuffer = new ArrayBuffer(paneByteLength(grid))): Pane {
  let offset = 0;
  const [counts, moments, excess, vectorSums, reconstruction, latencyCounts] = partSizes(grid).map((size) => {
    const part = new Float64Array(buffer, offset, size);
    offset += part.byteLength;
    return part;
  }) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  return { gridId: grid.id, counts, moments, excess, vectorSums, reconstruction, events: 0, errors: 0, latencyCounts };
}
