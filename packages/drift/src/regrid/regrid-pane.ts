import type { FeatureLayout, Grid, NumericLayout } from '../grid/grid.ts';
import { SPECIAL_CELL_COUNT } from '../grid/grid.ts';
import { addExact, exactSum } from '../pane/exact-sum.ts';
import { paneCounts } from '../pane/feature-counts.ts';
import { createPane, EXCESS_PER_FEATURE, MOMENT_UNIT, MOMENTS_PER_FEATURE, type Pane } from '../pane/pane.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';
import { regridCategorical, regridNumeric, type RegriddedCells } from './regrid-cells.ts';

export type RegriddedPane = {
  pane: Pane;
  /** By feature of the reference: largest error of a share of its values; null = the pane's grid does not count it. */
  errorShares: (number | null)[];
};

/** Whether counts of the one say anything about the other. Sums of a vector are those of its own frequencies. */
function isSameFeature(a: FeatureLayout, b: FeatureLayout): boolean {
  if (a.kind !== b.kind || a.kind === 'vector' || a.feature.kind !== b.feature.kind) return false;
  if (a.feature.name !== b.feature.name || a.feature.source !== b.feature.source || a.key !== b.key) return false;
  return a.kind !== 'numeric' || b.kind !== 'numeric' || a.measure === b.measure;
}

function pairOf(from: Grid, layout: FeatureLayout): FeatureLayout | undefined {
  return from.layouts.find((one) => isSameFeature(one, layout));
}

function cellsOn(
  from: FeatureLayout,
  to: FeatureLayout,
  cells: Float64Array,
  reference: Float64Array,
): RegriddedCells | null {
  if (from.kind === 'numeric' && to.kind === 'numeric')
    return regridNumeric({ layout: from, cells }, { layout: to, reference });
  if (from.kind === 'categorical' && to.kind === 'categorical')
    return regridCategorical({ layout: from, cells }, { layout: to });
  return null;
}

/** Σz and Σz² of z = (x − centre) ÷ scale, for another centre and scale. */
function addMoments(target: Pane, to: NumericLayout, pane: Pane, from: NumericLayout, values: number): void {
  const first = from.index * MOMENTS_PER_FEATURE;
  const sum = exactSum(pane.moments, first) / MOMENT_UNIT;
  const squares = exactSum(pane.moments, first + 2) / MOMENT_UNIT;
  const ratio = from.feature.scale / to.feature.scale;
  const shift = (from.feature.centre - to.feature.centre) / to.feature.scale;
  const into = to.index * MOMENTS_PER_FEATURE;
  addExact(target.moments, into, Math.round((ratio * sum + shift * values) * MOMENT_UNIT));
  const square = ratio * ratio * squares + 2 * ratio * shift * sum + shift * shift * values;
  addExact(target.moments, into + 2, Math.round(Math.max(0, square) * MOMENT_UNIT));
}

/** By how much values lie outside the other's range: exact where the range is the same, else from the ends of cells. */
function addOutside(target: Pane, to: NumericLayout, pane: Pane, from: NumericLayout): void {
  const { outside, cells } = paneCounts(pane, from);
  if (outside === undefined) return;
  const add = (place: number, distance: number): void =>
    addExact(
      target.excess,
      to.index * EXCESS_PER_FEATURE + place,
      Math.round((Math.max(0, distance) / to.feature.scale) * MOMENT_UNIT),
    );
  const [low, high] = [to.edges[0], to.edges.at(-1)];
  const [fromLow, fromHigh] = [from.edges[0], from.edges.at(-1)];
  if (low === undefined || high === undefined || fromLow === undefined || fromHigh === undefined) return;
  let [below, above] = [0, 0];
  for (let cell = 1; cell < from.edges.length; cell += 1) {
    const middle = (from.edges[cell - 1] as number) / 2 + (from.edges[cell] as number) / 2;
    below += Math.max(0, low - middle) * (cells[cell] ?? 0);
    above += Math.max(0, middle - high) * (cells[cell] ?? 0);
  }
  add(0, below + Math.max(0, outside.below + (cells[0] ?? 0) * (low - fromLow)));
  add(2, above + Math.max(0, outside.above + (cells.at(-1) ?? 0) * (fromHigh - high)));
}

/**
 * A pane as it would stand on the grid of another reference, as near as its counts allow: events, errors, latency and
 * why values are unusable are exact, shares of values off by at most `errorShares`, means by rounding (below
 * scale·2^−20). What is counted on vectors or by reconstruction is not carried over. For looking ahead only; nothing
 * that is stored is made this way.
 */
export function regridPane(pane: Pane, from: Grid, reference: FrozenReference): RegriddedPane {
  const to = reference.grid;
  if (pane.gridId !== from.id) throw new RangeError(`pane of grid ${pane.gridId}, not ${from.id}`);
  if (from.id === to.id) return { pane, errorShares: to.layouts.map(() => 0) };
  const target = createPane(to);
  target.events = pane.events;
  target.errors = pane.errors;
  target.latencyCounts.set(pane.latencyCounts);
  const errorShares = to.layouts.map((layout) => {
    const source = pairOf(from, layout);
    if (source === undefined) return null;
    const end = source.offset + source.valueCells;
    const regridded = cellsOn(
      source,
      layout,
      pane.counts.subarray(source.offset, end),
      reference.counts.subarray(layout.offset, layout.offset + layout.valueCells),
    );
    if (regridded === null) return null;
    target.counts.set(regridded.cells, layout.offset);
    target.counts.set(pane.counts.subarray(end, end + SPECIAL_CELL_COUNT), layout.offset + layout.valueCells);
    if (source.kind === 'numeric' && layout.kind === 'numeric') {
      addMoments(target, layout, pane, source, paneCounts(pane, source).values);
      addOutside(target, layout, pane, source);
    }
    return regridded.errorShare;
  });
  return { pane: target, errorShares };
}
