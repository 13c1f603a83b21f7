import type { FeatureLayout } from '../grid/grid.ts';
import { totalCount } from '../pane/total-count.ts';

/** What holds less than this share of the reference gets no group of its own … */
const SMALLEST_GROUP_SHARE = 0.01;
/** … nor what would hold fewer values than this in either sample: below, chance does not follow chi-square. */
const SMALLEST_GROUP_COUNT = 5; // Cochran, Biometrics 10(4), 1954

export type Grouping = {
  /** Groups asked for; about as many come out. */
  bins: number;
  /** Values of the window that is to be grouped. */
  windowValues: number;
};

/** Fewest reference values of a group. */
function smallestGroup(total: number, { bins, windowValues }: Grouping): number {
  const share = Math.max(SMALLEST_GROUP_SHARE, SMALLEST_GROUP_COUNT / total, SMALLEST_GROUP_COUNT / windowValues);
  return Math.min(total / bins, share * total);
}

/** Runs of neighbouring cells that each reach 1/bins of the reference; a cell that does so alone is a group alone. */
function numericGroups(cells: Float64Array, grouping: Grouping): Int32Array {
  const groups = new Int32Array(cells.length);
  const total = totalCount(cells);
  const target = total / grouping.bins;
  const smallest = smallestGroup(total, grouping);
  let group = 0;
  let gathered = 0;
  let left = total;
  for (let cell = 0; cell < cells.length; cell += 1) {
    const count = cells[cell] ?? 0;
    const isFull = gathered >= target || (count >= target && gathered >= smallest);
    if (isFull && left >= smallest && left > 0) {
      group += 1;
      gathered = 0;
    }
    groups[cell] = group;
    gathered += count;
    left -= count;
  }
  return groups;
}

/**
 * The largest categories by themselves, all others (rare, unnamed, new) in the last group. That one is not left smaller
 * than a group may be either: the smallest named category joins it, so that one odd event does not weigh like many.
 */
function categoricalGroups(cells: Float64Array, grouping: Grouping): Int32Array {
  const total = totalCount(cells);
  const smallest = smallestGroup(total, grouping);
  const countOf = (cell: number): number => cells[cell] ?? 0;
  const own = [...cells.keys()]
    .slice(0, -2)
    .filter((cell) => countOf(cell) >= smallest)
    .toSorted((a, b) => countOf(b) - countOf(a) || a - b)
    .slice(0, grouping.bins);
  let rest = own.reduce((left, cell) => left - countOf(cell), total);
  while (rest < smallest && own.length > 1) rest += countOf(own.pop() ?? 0);
  const groups = new Int32Array(cells.length).fill(own.length);
  own.forEach((cell, group) => {
    groups[cell] = group;
  });
  return groups;
}

/** Group of each value cell, by the reference's counts and the window's size, never by what is in the window. */
export function groupOfCell(layout: FeatureLayout, referenceCells: Float64Array, grouping: Grouping): Int32Array {
  return layout.kind === 'numeric'
    ? numericGroups(referenceCells, grouping)
    : categoricalGroups(referenceCells, grouping);
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
