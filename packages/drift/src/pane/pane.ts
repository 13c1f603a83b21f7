import type { Grid } from '../grid/grid.ts';
import { LATENCY_EDGES_MS } from './latency-edges.ts';

/** Doubles per feature in `moments`: sum (low, high) and sum of squares (low, high) of standardised values. */
export const MOMENTS_PER_FEATURE = 4;
/** Standardised values are counted in units of 2^−20. */
export const MOMENT_UNIT = 2 ** 20;
/** Standardised values beyond ±1,024 count as that, so that one absurd value does not hide all others. */
export const MOMENT_CLAMP = 2 ** 30;

/**
 * Counts of one stretch of a stream on a grid. All entries are integers, so panes add up exactly in any order. Written
 * by `countEvent` and `addPane` only.
 */
export type Pane = {
  readonly gridId: string;
  /** Laid out as the grid says. */
  readonly counts: Float64Array;
  readonly moments: Float64Array;
  /** Predictions, failed ones included. */
  events: number;
  errors: number;
  /** One more than LATENCY_EDGES_MS; events without a latency are in none. */
  readonly latencyCounts: Float64Array;
};

export function createPane(grid: Grid): Pane {
  return {
    gridId: grid.id,
    counts: new Float64Array(grid.cellCount),
    moments: new Float64Array(grid.layouts.length * MOMENTS_PER_FEATURE),
    events: 0,
    errors: 0,
    latencyCounts: new Float64Array(LATENCY_EDGES_MS.length + 1),
  };
}
