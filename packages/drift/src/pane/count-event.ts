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
  /** A request alone, its answer alone, or an answer on a stream without requests. Left out: both in one. */
  part?: 'inputs' | 'outputs' | 'answer' | undefined;
};

const LATENCY_EDGES = Float64Array.from(LATENCY_EDGES_MS);
/** Standardised values of the event that is being counted, by slot; nothing is kept from one event to the next. */
export const eventRow = new Float64Array(MAX_RECONSTRUCTED);

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

/** All that one number adds to a pane besides the count of its cell: z and z² in units of 2^−20, and the excess. */
function addStandardised(pane: Pane, layout: NumericLayout, z: number, cell: number): void {
  const first = layout.index * MOMENTS_PER_FEATURE;
  addExact(pane.moments, first, z);
  addExact(pane.moments, first + 2, Math.round((z * z) / MOMENT_UNIT));
  addExcess(pane, layout, z, cell);
}

/** By how much z lies outside the reference's range. */
export function addExcess(pane: Pane, layout: NumericLayout, z: number, cell: number): void {
  const outside = layout.index * EXCESS_PER_FEATURE;
  if (cell === 0 && z < layout.lowest) addExact(pane.excess, outside, layout.lowest - z);
  else if (cell === layout.edges.length && z > layout.highest) addExact(pane.excess, outside + 2, z - layout.highest);
}

function countNumeric(pane: Pane, layout: NumericLayout, raw: unknown): number {
  const { coerce } = layout.feature;
  const value = layout.measure === null ? numericValue(raw, coerce) : measuredText(raw, layout.measure, coerce);
  const cell = cellOfNumeric(layout, value);
  if (typeof value !== 'number') return cell;
  const z = standardised(value, layout.feature.centre, layout.feature.scale);
  addStandardised(pane, layout, z, cell);
  if (layout.slot >= 0) eventRow[layout.slot] = z / MOMENT_UNIT;
  return cell;
}

/** The value's cell, with everything but its count added. */
export function countValue(pane: Pane, layout: FeatureLayout, raw: unknown): number {
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

/** Answers without a latency are in none of its cells. */
export function countLatency(pane: Pane, latencyMs: number | null | undefined): void {
  if (typeof latencyMs !== 'number' || !(latencyMs >= 0)) return;
  const cell = numericCell(LATENCY_EDGES, latencyMs);
  pane.latencyCounts[cell] = (pane.latencyCounts[cell] ?? 0) + 1;
}

/**
 * Adds one prediction to a pane: one cell look-up a feature, nothing allocated. An answer that failed and carries no
 * output is not counted in the prediction, since it says nothing about what the model predicts. Where request and
 * answer are events of their own, each counts what it carries, and the two are one prediction.
 */
export function countEvent(pane: Pane, grid: Grid, event: CountableEvent): void {
  if (pane.gridId !== grid.id) throw new RangeError(`pane of grid ${pane.gridId}, not ${grid.id}`);
  const failed = event.status === 'error';
  const { part } = event;
  if (part !== 'outputs') pane.events += 1;
  if (failed) pane.errors += 1;
  countLatency(pane, event.latencyMs);
  if (grid.reconstruction !== null) eventRow.fill(0);
  for (const layout of grid.layouts) {
    const isFeature = layout.feature.source === 'feature';
    if (part !== undefined && isFeature !== (part === 'inputs')) continue;
    const raw = rawValue(layout, event);
    if (failed && !isFeature && (raw === undefined || raw === null)) continue;
    const index = layout.offset + countValue(pane, layout, raw);
    pane.counts[index] = (pane.counts[index] ?? 0) + 1;
  }
  if (part === undefined || part === 'inputs') addReconstruction(pane.reconstruction, grid, eventRow);
}
