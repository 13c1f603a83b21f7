import { cellOfCategory, cellOfNumeric, cellOfVector, numericCell, numericValue } from '../grid/cell-of-value.ts';
import type { FeatureLayout, Grid, NumericLayout } from '../grid/grid.ts';
import { standardised } from '../grid/standardised.ts';
import { measuredText } from '../grid/text-measure.ts';
import { vectorValue } from '../grid/vector-value.ts';
import { addReconstruction, MAX_RECONSTRUCTED } from '../multivariate/add-reconstruction.ts';
import { addWaves } from '../multivariate/random-features.ts';
import { addExact } from './exact-sum.ts';
import { LATENCY_EDGES_MS } from './latency-edges.ts';
import { EXCESS_PER_FEATURE, MOMENT_UNIT, MOMENTS_PER_FEATURE, type Pane } from './pane.ts';

/** The part of a prediction event that is counted. */
export type CountableEvent = {
  features: Readonly<Record<string, unknown>>;
  score?: number | null | undefined;
  prediction?: unknown;
  latencyMs?: number | null | undefined;
  status?: 'ok' | 'error' | undefined;
};

const LATENCY_EDGES = Float64Array.from(LATENCY_EDGES_MS);
/** Standardised values of the event that is being counted, by slot; nothing is kept from one event to the next. */
const row = new Float64Array(MAX_RECONSTRUCTED);

function rawValue(layout: FeatureLayout, event: CountableEvent): unknown {
  switch (layout.feature.source) {
    case 'feature':
      return Object.hasOwn(event.features, layout.key) ? event.features[layout.key] : undefined;
    case 'score':
      return event.score;
    case 'prediction':
      return event.prediction;
  }
}

/**
 * All that one number adds to a pane besides the count of its cell: standardised value z and z², and by how much it
 * lies outside the reference's range. z in units of 2^−20 is returned. Domain: finite value, so never NaN.
 */
export function addNumber(pane: Pane, layout: NumericLayout, value: number, cell: number): number {
  const z = standardised(value, layout.feature.centre, layout.feature.scale);
  const first = layout.index * MOMENTS_PER_FEATURE;
  addExact(pane.moments, first, z);
  addExact(pane.moments, first + 2, Math.round((z * z) / MOMENT_UNIT));
  const outside = layout.index * EXCESS_PER_FEATURE;
  if (cell === 0 && z < layout.lowest) addExact(pane.excess, outside, layout.lowest - z);
  else if (cell === layout.edges.length && z > layout.highest) addExact(pane.excess, outside + 2, z - layout.highest);
  return z;
}

function countNumeric(pane: Pane, layout: NumericLayout, raw: unknown): number {
  const { coerce } = layout.feature;
  const value = layout.measure === null ? numericValue(raw, coerce) : measuredText(raw, layout.measure, coerce);
  const cell = cellOfNumeric(layout, value);
  if (typeof value !== 'number') return cell;
  const z = addNumber(pane, layout, value, cell);
  if (layout.slot >= 0) row[layout.slot] = z / MOMENT_UNIT;
  return cell;
}

/** The value's cell, with everything but its count added. */
function countValue(pane: Pane, layout: FeatureLayout, raw: unknown): number {
  switch (layout.kind) {
    case 'numeric':
      return countNumeric(pane, layout, raw);
    case 'categorical':
      return cellOfCategory(layout, raw);
    case 'vector': {
      const value = vectorValue(raw, layout.feature.dimension, layout.feature.coerce);
      if (typeof value !== 'string') addWaves(pane.vectorSums, layout.firstSum, layout, value);
      return cellOfVector(layout, value);
    }
  }
}

/**
 * Adds one prediction to a pane: one cell look-up a feature, nothing allocated. An answer that failed and carries no
 * output is not counted in the prediction, since it says nothing about what the model predicts.
 */
export function countEvent(pane: Pane, grid: Grid, event: CountableEvent): void {
  if (pane.gridId !== grid.id) throw new RangeError(`pane of grid ${pane.gridId}, not ${grid.id}`);
  const failed = event.status === 'error';
  pane.events += 1;
  if (failed) pane.errors += 1;
  const { latencyMs } = event;
  if (typeof latencyMs === 'number' && latencyMs >= 0) {
    const cell = numericCell(LATENCY_EDGES, latencyMs);
    pane.latencyCounts[cell] = (pane.latencyCounts[cell] ?? 0) + 1;
  }
  if (grid.reconstruction !== null) row.fill(0);
  for (const layout of grid.layouts) {
    const raw = rawValue(layout, event);
    if (failed && layout.feature.source !== 'feature' && (raw === undefined || raw === null)) continue;
    const index = layout.offset + countValue(pane, layout, raw);
    pane.counts[index] = (pane.counts[index] ?? 0) + 1;
  }
  addReconstruction(pane.reconstruction, grid, row);
}
