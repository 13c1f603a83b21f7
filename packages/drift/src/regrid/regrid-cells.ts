import type { CategoricalLayout, NumericLayout } from '../grid/grid.ts';

/** Counts on another grid, and how far they may be off: the largest error of a cumulative (numbers) or single (categories) share. */
export type RegriddedCells = { cells: Float64Array; errorShare: number };

/** Whole numbers with the same sum, each cumulative one off by at most a half. */
function roundInOrder(cells: Float64Array): Float64Array {
  let [exact, given] = [0, 0];
  return cells.map((count) => {
    exact += count;
    const next = Math.round(exact) - given;
    given += next;
    return next;
  });
}

/** Share of target cell `cell` that lies in (low, high]; 1 for an outermost cell that reaches in at all. */
function overlap({ edges }: NumericLayout, cell: number, low: number, high: number): number {
  const from = edges[cell - 1] ?? -Infinity;
  const to = edges[cell] ?? Infinity;
  const shared = Math.min(to, high) / 2 - Math.max(from, low) / 2;
  if (!(shared > 0)) return 0;
  return Number.isFinite(to) && Number.isFinite(from) ? Math.min(1, shared / (to / 2 - from / 2)) : 1;
}

/** First cell of a grid that reaches beyond `low`. */
function firstBeyond(edges: Float64Array, low: number): number {
  let cell = 0;
  while (cell < edges.length && (edges[cell] as number) <= low) cell += 1;
  return cell;
}

type Spread = { layout: NumericLayout; reference: Float64Array; into: Float64Array };

/** Puts the count of (low, high] where the target's reference has its values there; where it has none, by width. */
function spread({ layout, reference, into }: Spread, low: number, high: number, count: number): boolean {
  const { edges } = layout;
  const first = firstBeyond(edges, low);
  let last = first;
  while (last < edges.length && (edges[last] as number) < high) last += 1;
  if (first === last) {
    into[first] = (into[first] ?? 0) + count;
    return false;
  }
  const weigh = (weight: (cell: number) => number): number[] => {
    const weights: number[] = [];
    for (let cell = first; cell <= last; cell += 1) weights.push(weight(cell));
    return weights;
  };
  const byReference = weigh((cell) => (reference[cell] ?? 0) * overlap(layout, cell, low, high));
  const isKnown = byReference.some((weight) => weight > 0);
  const weights = isKnown ? byReference : weigh((cell) => widthWithin(edges, cell, low, high));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (const [place, weight] of weights.entries())
    into[first + place] = (into[first + place] ?? 0) + (count * weight) / total;
  return true;
}

/** Of what is open to one side the outermost cell takes all: nothing says how far out its values lie. */
function widthWithin(edges: Float64Array, cell: number, low: number, high: number): number {
  if (low === -Infinity) return cell === 0 ? 1 : 0;
  if (high === Infinity) return cell === edges.length ? 1 : 0;
  const from = Math.max(low, edges[cell - 1] ?? -Infinity);
  const to = Math.min(high, edges[cell] ?? Infinity);
  return Math.max(0, to / 2 - from / 2);
}

/**
 * Counts of a number on another grid. A cell that edges of the other grid cut is divided as the other's reference is
 * inside it: what a window does there is not known. At no edge is the cumulative share off by more than the largest
 * share of a cell that was cut, which is `errorShare`. O(cells of both); integers with the same sum.
 */
export function regridNumeric(
  from: { layout: NumericLayout; cells: Float64Array },
  to: { layout: NumericLayout; reference: Float64Array },
): RegriddedCells {
  const into = new Float64Array(to.layout.valueCells);
  const { edges } = from.layout;
  let [largestCut, values] = [0, 0];
  for (const [cell, count] of from.cells.entries()) {
    if (count === 0) continue;
    values += count;
    const isCut = spread({ ...to, into }, edges[cell - 1] ?? -Infinity, edges[cell] ?? Infinity, count);
    if (isCut) largestCut = Math.max(largestCut, count);
  }
  return { cells: roundInOrder(into), errorShare: values === 0 ? 0 : largestCut / values };
}

/**
 * Counts of categories on another grid. Each category that both name is exact; what only the other grid names lies
 * among those that were counted together here, whose share is `errorShare` then.
 */
export function regridCategorical(
  from: { layout: CategoricalLayout; cells: Float64Array },
  to: { layout: CategoricalLayout },
): RegriddedCells {
  const into = new Float64Array(to.layout.valueCells);
  const unseen = to.layout.feature.saturated ? to.layout.otherCell : to.layout.newCell;
  const add = (cell: number, count: number): void => {
    into[cell] = (into[cell] ?? 0) + count;
  };
  let values = 0;
  for (const count of from.cells) values += count;
  for (const [cell, category] of from.layout.feature.categories.entries())
    add(to.layout.cellByCategory.get(category) ?? unseen, from.cells[cell] ?? 0);
  const [others, fresh] = [from.cells[from.layout.otherCell] ?? 0, from.cells[from.layout.newCell] ?? 0];
  add(to.layout.otherCell, others);
  add(unseen, fresh);
  const isKnown = (category: string): boolean => from.layout.cellByCategory.has(category);
  const hides = [...to.layout.cellByCategory.keys()].some((category) => !isKnown(category));
  const isMixed = from.layout.feature.others.some(
    (category) => to.layout.cellByCategory.get(category) !== to.layout.otherCell,
  );
  const uncertain = (hides ? fresh : 0) + (isMixed || from.layout.feature.saturated ? others : 0);
  return { cells: into, errorShare: values === 0 ? 0 : uncertain / values };
}
