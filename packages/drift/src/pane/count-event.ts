import { cellOfCategory, cellOfNumeric, numericCell, numericValue } from '../grid/cell-of-value.ts';
import type { FeatureLayout, Grid, NumericLayout } from '../grid/grid.ts';
import { addExact } from './exact-sum.ts';
import { LATENCY_EDGES_MS } from './latency-edges.ts';
import { MOMENT_CLAMP, MOMENT_UNIT, MOMENTS_PER_FEATURE, type Pane } from './pane.ts';

/** The part of a prediction event that is counted. */
export type CountableEvent = {
  features: Readonly<Record<string, unknown>>;
  score?: number | null | undefined;
  prediction?: unknown;
  latencyMs?: number | null | undefined;
  status?: 'ok' | 'error' | undefined;
};

const LATENCY_EDGES = Float64Array.from(LATENCY_EDGES_MS);

function rawValue(layout: FeatureLayout, event: CountableEvent): unknown {
  switch (layout.feature.source) {
    case 'feature': {
      const { name } = layout.feature;
      return Object.hasOwn(event.features, name) ? event.features[name] : undefined;
    }
    case 'score':
      return event.score;
    case 'prediction':
      return event.prediction;
  }
}

/** Rounded standardised value z and z², both in units of 2^−20. Domain: finite value, so never NaN. */
function addMoments(pane: Pane, layout: NumericLayout, value: number): void {
  const { centre, scale } = layout.feature;
  const scaled = Math.round(((value - centre) / scale) * MOMENT_UNIT);
  const z = Math.min(MOMENT_CLAMP, Math.max(-MOMENT_CLAMP, scaled));
  const first = layout.index * MOMENTS_PER_FEATURE;
  addExact(pane.moments, first, z);
  addExact(pane.moments, first + 2, Math.round((z * z) / MOMENT_UNIT));
}

function countValue(pane: Pane, layout: FeatureLayout, raw: unknown): void {
  let cell: number;
  if (layout.kind === 'numeric') {
    const value = numericValue(raw, layout.feature.coerce);
    cell = cellOfNumeric(layout, value);
    if (typeof value === 'number') addMoments(pane, layout, value);
  } else {
    cell = cellOfCategory(layout, raw);
  }
  const index = layout.offset + cell;
  pane.counts[index] = (pane.counts[index] ?? 0) + 1;
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
  for (const layout of grid.layouts) {
    const raw = rawValue(layout, event);
    if (failed && layout.feature.source !== 'feature' && (raw === undefined || raw === null)) continue;
    countValue(pane, layout, raw);
  }
}
