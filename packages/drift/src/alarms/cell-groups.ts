import { alarmCells, type AlarmFeature } from './alarm-counts.ts';

export const SHAPE_GROUPS = 16;
const TOP_CATEGORIES = 12;
const TAIL_SHARE = 0.01;
/** An extreme cell that holds more is a value like others, no tail. */
const LARGEST_TAIL_SHARE = 0.05;

export type CellGroups = {
  /** Group of each value cell; nulls are the group after the last. */
  group: Uint16Array;
  groups: number;
  /** Degrees of freedom of the shape: groups with reference events, less one. */
  shapeDf: number;
  /** Mid-rank of each value cell within (0, 1). Empty where cells have no order. */
  rank: Float64Array;
  /** Cells below this one are the lower tail; 0 = there is none. */
  lowTailEnd: number;
  /** Cells from this one on are the upper tail; the number of value cells = there is none. */
  highTailStart: number;
};

function equalMass(order: readonly number[], totals: Float64Array, groups: number, first: number, group: Uint16Array) {
  const mass = order.reduce((sum, cell) => sum + (totals[cell] ?? 0), 0);
  let before = 0;
  for (const cell of order) {
    const middle = before + (totals[cell] ?? 0) / 2;
    before += totals[cell] ?? 0;
    group[cell] = first + (mass > 0 ? Math.min(groups - 1, Math.floor((middle / mass) * groups)) : 0);
  }
}

function tailEnd(totals: Float64Array, order: readonly number[], mass: number): number {
  let sum = 0;
  for (const [index, cell] of order.entries()) {
    sum += totals[cell] ?? 0;
    if (sum >= TAIL_SHARE * mass) return sum <= LARGEST_TAIL_SHARE * mass ? index + 1 : 0;
  }
  return 0;
}

/**
 * How a feature's cells are looked at, from the reference's totals: numbers in 16 groups of equal mass, categories as
 * the 12 most frequent and 4 groups of the others; ranks; the extreme cells with about 1 % each.
 */
export function cellGroups(feature: AlarmFeature, totals: Float64Array): CellGroups {
  const { valueCells, isOrdered } = feature;
  const cells = Array.from({ length: valueCells }, (_, cell) => cell);
  const group = new Uint16Array(valueCells);
  const mass = cells.reduce((sum, cell) => sum + (totals[cell] ?? 0), 0);
  if (isOrdered) equalMass(cells, totals, SHAPE_GROUPS, 0, group);
  else {
    const byCount = cells.toSorted((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || a - b);
    for (const [index, cell] of byCount.slice(0, TOP_CATEGORIES).entries()) group[cell] = index;
    equalMass(byCount.slice(TOP_CATEGORIES), totals, SHAPE_GROUPS - TOP_CATEGORIES, TOP_CATEGORIES, group);
  }
  const filled = new Set(cells.filter((cell) => (totals[cell] ?? 0) > 0).map((cell) => group[cell]));
  if ((totals[alarmCells(feature).nullCell] ?? 0) > 0) filled.add(SHAPE_GROUPS);
  const rank = new Float64Array(isOrdered ? valueCells : 0);
  let before = 0;
  for (let cell = 0; cell < rank.length; cell += 1) {
    rank[cell] = mass > 0 ? (before + (totals[cell] ?? 0) / 2) / mass : 0.5;
    before += totals[cell] ?? 0;
  }
  const low = isOrdered ? tailEnd(totals, cells, mass) : 0;
  const high = isOrdered ? tailEnd(totals, cells.toReversed(), mass) : 0;
  return {
    group,
    groups: SHAPE_GROUPS,
    shapeDf: Math.max(1, filled.size - 1),
    rank,
    lowTailEnd: low,
    highTailStart: valueCells - high,
  };
}
