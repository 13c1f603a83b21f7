import type { Grid } from '../grid/grid.ts';
import { addExact } from './exact-sum.ts';
import { createPane, type Pane } from './pane.ts';

function addCounts(target: Float64Array, counts: Float64Array): void {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] ?? 0) + (counts[i] ?? 0);
}

/** Adds a pane to another of the same grid, in place. */
export function addPane(target: Pane, pane: Pane): void {
  if (target.gridId !== pane.gridId)
    throw new RangeError(`panes of different grids do not add: ${target.gridId}, ${pane.gridId}`);
  addCounts(target.counts, pane.counts);
  addCounts(target.latencyCounts, pane.latencyCounts);
  for (let i = 0; i < target.moments.length; i += 2) {
    target.moments[i + 1] = (target.moments[i + 1] ?? 0) + (pane.moments[i + 1] ?? 0);
    addExact(target.moments, i, pane.moments[i] ?? 0);
  }
  target.events += pane.events;
  target.errors += pane.errors;
}

/** The pane of both stretches together; exactly commutative and associative, since all parts are integers. */
export function mergePanes(a: Pane, b: Pane): Pane {
  const merged: Pane = {
    gridId: a.gridId,
    counts: a.counts.slice(),
    moments: a.moments.slice(),
    events: a.events,
    errors: a.errors,
    latencyCounts: a.latencyCounts.slice(),
  };
  addPane(merged, b);
  return merged;
}

/** Sum of any number of panes; without any, an empty one. */
export function sumPanes(grid: Grid, panes: Iterable<Pane>): Pane {
  const sum = createPane(grid);
  for (const pane of panes) addPane(sum, pane);
  return sum;
}
