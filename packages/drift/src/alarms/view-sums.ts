import type { Baseline } from './class-counts.ts';
import { SHAPE_GROUPS, type CellGroups } from './cell-groups.ts';

/** Of a window: rows with values, rows by group (nulls last), sums of s = 2u − 1 and of s², u the rank. */
export type WindowSums = { n: number; groupCounts: Float64Array; first: number; second: number };
/** Of shares: those of values, by group, and mean, variance and fourth central moment of s. */
export type ReferenceSums = { q: number; groupShares: Float64Array; mean: number; variance: number; fourth: number };

export function totalOf(counts: Float64Array): number {
  let sum = 0;
  for (let cell = 0; cell < counts.length; cell += 1) sum += counts[cell] as number;
  return sum;
}

/** Read before the next call: a thousand models a minute need no thousand arrays. */
const groupCounts = new Float64Array(SHAPE_GROUPS + 1);

/** One pass over a window's cells. What it returns is overwritten by the next call. */
export function windowSums(counts: Float64Array, { group, rank }: CellGroups): WindowSums {
  const sums: WindowSums = { n: 0, groupCounts, first: 0, second: 0 };
  groupCounts.fill(0);
  for (let cell = 0; cell < group.length; cell += 1) {
    const count = counts[cell] as number;
    if (count === 0) continue;
    const place = group[cell] as number;
    groupCounts[place] = (groupCounts[place] as number) + count;
    sums.n += count;
    if (rank.length === 0) continue;
    const s = 2 * (rank[cell] as number) - 1;
    sums.first += count * s;
    sums.second += count * s * s;
  }
  groupCounts[SHAPE_GROUPS] = counts[group.length] as number;
  return sums;
}

function sumShares(shares: Float64Array, { group, rank }: CellGroups): ReferenceSums {
  const groupShares = new Float64Array(SHAPE_GROUPS + 1);
  let [q, q1, q2, q3, q4] = [0, 0, 0, 0, 0];
  for (let cell = 0; cell < group.length; cell += 1) {
    const share = shares[cell] as number;
    const place = group[cell] as number;
    groupShares[place] = (groupShares[place] as number) + share;
    q += share;
    const s = rank.length === 0 ? 0 : 2 * (rank[cell] as number) - 1;
    const s2 = s * s;
    q1 += share * s;
    q2 += share * s2;
    q3 += share * s2 * s;
    q4 += share * s2 * s2;
  }
  groupShares[SHAPE_GROUPS] = shares[group.length] as number;
  const mean = q > 0 ? q1 / q : 0;
  const variance = q > 0 ? q2 / q - mean * mean : 0;
  const fourth = q > 0 ? q4 / q - (4 * mean * q3) / q + (6 * mean * mean * q2) / q - 3 * mean ** 4 : 0;
  return { q, groupShares, mean, variance, fourth };
}

const known = new WeakMap<Float64Array, { groups: CellGroups; sums: ReferenceSums }>();

/** The same of a baseline's shares; worked out once where they are those of one class. */
export function referenceSums({ shares, isOneClass }: Baseline, groups: CellGroups): ReferenceSums {
  const cached = isOneClass ? known.get(shares) : undefined;
  if (cached?.groups === groups) return cached.sums;
  const sums = sumShares(shares, groups);
  if (isOneClass) known.set(shares, { groups, sums });
  return sums;
}
