import type { Grid } from '../grid/grid.ts';
import { addExact } from './exact-sum.ts';
import { createPane, type Pane } from './pane.ts';

function addCounts(target: Float64Array, counts: Float64Array): void {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] ?? 0) + (counts[i] ?? 0);
}

function addSums(target: Float64Array, sums: Float64Array): void {
  for (let i = 0; i < target.length; i += 2) {
    target[i + 1] = (target[i + 1] ?? 0) + (sums[i + 1] ?? 0);
    addExact(target, i, sums[i] ?? 0);
  }
}

/** Adds a pane to another of the same grid, in place. */
export function addPane(target: Pane, pane: Pane): void {
  if (target.gridId !== pane.gridId)
    throw new RangeError(`panes of different grids do not add: ${target.gridId}, ${pane.gridId}`);
  addCounts(target.counts, pane.counts);
  addCounts(target.latencyCounts, pane.latencyCounts);
  addCounts(target.vectorSums, pane.vectorSums);
  addSums(target.moments, pane.moments);
  addSums(target.excess, pane.excess);
  addSums(target.reconstruction, pane.reconstruction);
  target.events += pane.events;
  target.errors += pane.errors;
}

function copyOf(pane: Pane): Pane {
  return {
    ...pane,
    counts: pane.counts.slice(),
    moments: pane.moments.slice(),
    excess: pane.excess.slice(),
    vectorSums: pane.vectorSums.slice(),
    reconstruction: pane.reconstruction.slice(),
    latencyCounts: pane.latencyCounts.slice(),
  };
}

function subtractCounts(target: Float64Array, counts: Float64Array): void {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] ?? 0) - (counts[i] ?? 0);
}

function subtractSums(target: Float64Array, sums: Float64Array): void {
  for (let i = 0; i < target.length; i += 2) {
    target[i + 1] = (target[i + 1] ?? 0) - (sums[i + 1] ?? 0);
    addExact(target, i, -(sums[i] ?? 0));
  }
}

/** What of a pane is not in a part of it. Domain: every event of `part` is counted in `whole`. */
export function withoutPane(whole: Pane, part: Pane): Pane {
  if (whole.gridId !== part.gridId)
    throw new RangeError(`panes of different grids have no difference: ${whole.gridId}, ${part.gridId}`);
  const rest = copyOf(whole);
  rest.events -= part.events;
  rest.errors -= part.errors;
  for (const name of ['counts', 'latencyCounts', 'vectorSums'] as const) subtractCounts(rest[name], part[name]);
  for (const name of ['moments', 'excess', 'reconstruction'] as const) subtractSums(rest[name], part[name]);
  return rest;
}

/** The pane of both stretches together; exactly commutative and associative, since all parts are integers. */
export function mergePanes(a: Pane, b: Pane): Pane {
  const merged = copyOf(a);
  addPane(merged, b);
  return merged;
}

/** Sum of any number of panes; without any, an empty one. */
export function sumPanes(grid: Grid, panes: Iterable<Pane>): Pane {
  const sum = createPane(grid);
  for (const pane of panes) addPane(sum, pane);
  return sum;
}
