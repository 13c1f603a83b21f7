import type { NumericLayout } from '../grid/grid.ts';
import { isSingleValueCell } from '../grid/single-value-cell.ts';

/** Regular bins from `firstStart` on, each `step` wide, with one open bin before and one after. */
export type RegularBins = { starts: readonly number[]; end: number };

/** Index of the bin a value falls into: 0 is below all, `starts.length` the last regular one, then above. */
function binOf({ starts, end }: RegularBins, value: number): number {
  if (value >= end) return starts.length + 1;
  let bin = 0;
  while (bin < starts.length && value >= (starts[bin] ?? Infinity)) bin += 1;
  return bin;
}

function spreadOver(bins: RegularBins, from: number, to: number, count: number, into: Float64Array): void {
  const bounds = [...bins.starts, bins.end];
  const width = to / 2 - from / 2;
  let below = 0;
  for (let bin = 0; bin <= bounds.length; bin += 1) {
    const upper = bounds[bin] ?? Infinity;
    const reached = Math.min(1, Math.max(0, (upper / 2 - from / 2) / width));
    into[bin] = (into[bin] ?? 0) + count * (reached - below);
    below = reached;
  }
}

/**
 * Puts the counts of a grid's cells into regular bins. Cells of one value go where it lies; a wider cell is spread
 * evenly over the bins it touches, which is for looking at only; outer cells go to the open bins.
 */
export function spreadCells(layout: NumericLayout, cells: Float64Array, bins: RegularBins): Float64Array {
  const counts = new Float64Array(bins.starts.length + 2);
  for (let cell = 0; cell < cells.length; cell += 1) {
    const count = cells[cell] ?? 0;
    if (count === 0) continue;
    const from = layout.edges[cell - 1];
    const to = layout.edges[cell];
    if (from === undefined && to === undefined) {
      counts[counts.length - 1] = (counts[counts.length - 1] ?? 0) + count;
    } else if (from === undefined || to === undefined || isSingleValueCell(layout, cell)) {
      const bin = from === undefined ? 0 : to === undefined ? counts.length - 1 : binOf(bins, to);
      counts[bin] = (counts[bin] ?? 0) + count;
    } else {
      spreadOver(bins, from, to, count, counts);
    }
  }
  return counts;
}
