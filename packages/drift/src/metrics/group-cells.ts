import type { FeatureLayout } from '../grid/grid.ts';

/** Categories below this share of the reference are put together with the rest. */
const SMALLEST_GROUP_SHARE = 0.01;

/** Runs of neighbouring cells that each reach 1/bins of the reference; a heavy cell may fill a group alone. */
function numericGroups(cells: Float64Array, bins: number): Int32Array {
  const groups = new Int32Array(cells.length);
  let total = 0;
  for (const count of cells) total += count;
  const target = total / bins;
  let group = 0;
  let gathered = 0;
  let left = total;
  for (let cell = 0; cell < cells.length; cell += 1) {
    const count = cells[cell] ?? 0;
    // A heavy cell starts its own group rather than swallow the light ones before it.
    if (gathered > 0 && count >= target && gathered >= target / 2) {
      group += 1;
      gathered = 0;
    }
    groups[cell] = group;
    gathered += count;
    left -= count;
    if (gathered >= target && left >= target / 2) {
      group += 1;
      gathered = 0;
    }
  }
  return groups;
}

/** The largest categories by themselves, all others (rare, unnamed, new) in the last group. */
function categoricalGroups(cells: Float64Array, bins: number): Int32Array {
  let total = 0;
  for (const count of cells) total += count;
  const own = [...cells.keys()]
    .slice(0, -2)
    .filter((cell) => (cells[cell] ?? 0) >= SMALLEST_GROUP_SHARE * total)
    .toSorted((a, b) => (cells[b] ?? 0) - (cells[a] ?? 0) || a - b)
    .slice(0, bins);
  const groups = new Int32Array(cells.length).fill(own.length);
  own.forEach((cell, group) => {
    groups[cell] = group;
  });
  return groups;
}

/** Group of each value cell, by the reference's counts alone: about `bins` groups. */
export function groupOfCell(layout: FeatureLayout, referenceCells: Float64Array, bins: number): Int32Array {
  return layout.kind === 'numeric' ? numericGroups(referenceCells, bins) : categoricalGroups(referenceCells, bins);
}

/** Counts by group. */
export function groupCounts(cells: Float64Array, groups: Int32Array): Float64Array {
  let size = 0;
  for (const group of groups) size = Math.max(size, group + 1);
  const counts = new Float64Array(size);
  for (let cell = 0; cell < cells.length; cell += 1) {
    const group = groups[cell] ?? 0;
    counts[group] = (counts[group] ?? 0) + (cells[cell] ?? 0);
  }
  return counts;
}
