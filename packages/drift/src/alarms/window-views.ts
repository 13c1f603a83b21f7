import { alarmCells, type AlarmFeature } from './alarm-counts.ts';
import type { Baseline } from './class-counts.ts';
import type { CellGroups } from './cell-groups.ts';
import { gOfCell, gStatistic } from './g-statistic.ts';

export type SingleViewId = 'shape' | 'location' | 'spread' | 'null' | 'new' | 'tail';
export const SINGLE_VIEWS = ['shape', 'location', 'spread', 'null', 'new', 'tail'] as const;

/** Statistic, effect, and by how many events a counting view is off (infinite for the others). */
export type ViewReading = { statistic: number; effect: number; excess: number };
export type WindowReading = {
  n: number;
  m: number;
  /** 1/n + 1/m: variance of a difference of two means, in units of the variance of one event. */
  h: number;
  /** Lower and upper tail, where there are; the view is the larger. */
  tails: ViewReading[];
  views: Partial<Record<SingleViewId, ViewReading>>;
};

function totalOf(counts: Float64Array): number {
  let sum = 0;
  for (let cell = 0; cell < counts.length; cell += 1) sum += counts[cell] as number;
  return sum;
}

function shape(counts: Float64Array, { shares, m }: Baseline, groups: CellGroups): ViewReading {
  const a = new Float64Array(groups.groups + 1);
  const r = new Float64Array(groups.groups + 1);
  const nullCell = groups.group.length;
  for (let cell = 0; cell <= nullCell; cell += 1) {
    const group = cell === nullCell ? groups.groups : (groups.group[cell] as number);
    a[group] = (a[group] as number) + (counts[cell] as number);
    r[group] = (r[group] as number) + m * (shares[cell] as number);
  }
  const statistic = gStatistic(a, r);
  const h = 1 / totalOf(a) + 1 / totalOf(r);
  return { statistic, effect: Math.max(0, (statistic - groups.shapeDf) * h), excess: Infinity };
}

/** Sums of a window's and of the reference's first powers of s = 2u − 1, u the rank, over the cells that hold values. */
function rankSums(counts: Float64Array, shares: Float64Array, u: Float64Array) {
  const sums = { n: 0, w1: 0, w2: 0, q: 0, q1: 0, q2: 0, q3: 0, q4: 0 };
  for (let cell = 0; cell < u.length; cell += 1) {
    const s = 2 * (u[cell] as number) - 1;
    const count = counts[cell] as number;
    const share = shares[cell] as number;
    const s2 = s * s;
    sums.n += count;
    sums.w1 += count * s;
    sums.w2 += count * s2;
    sums.q += share;
    sums.q1 += share * s;
    sums.q2 += share * s2;
    sums.q3 += share * s2 * s;
    sums.q4 += share * s2 * s2;
  }
  return sums;
}

/** T = d²/(V·h′), e = |d|/√V. */
function scored(d: number, variance: number, h: number): ViewReading | undefined {
  if (!(variance > 1e-12)) return undefined;
  return { statistic: (d * d) / (variance * h), effect: Math.abs(d) / Math.sqrt(variance), excess: Infinity };
}

/**
 * Location: d = difference of the mean ranks, V = their variance in the reference. Spread: d = difference of the ranks'
 * variances, each about its own mean, so that what only moves is not taken for wider; V = μ₄ − μ₂² in the reference.
 */
function rankViews(
  counts: Float64Array,
  { shares, m }: Baseline,
  u: Float64Array,
): { location: ViewReading | undefined; spread: ViewReading | undefined } {
  const { n, w1, w2, q, q1, q2, q3, q4 } = rankSums(counts, shares, u);
  if (n === 0 || q <= 0) return { location: undefined, spread: undefined };
  const h = 1 / n + 1 / (m * q);
  const mean = q1 / q;
  const variance = q2 / q - mean * mean;
  const fourth = q4 / q - (4 * mean * q3) / q + (6 * mean * mean * q2) / q - 3 * mean ** 4;
  const meanOf = w1 / n;
  return {
    location: scored(meanOf - mean, variance, h),
    spread: scored(w2 / n - meanOf * meanOf - variance, fourth - variance * variance, h),
  };
}

function counting(a: number, n: number, q: number, m: number): ViewReading {
  return { statistic: gOfCell(a, n, m * q, m), effect: Math.abs(a / n - q), excess: Math.abs(a - n * q) };
}

function tails(counts: Float64Array, n: number, { shares, m }: Baseline, groups: CellGroups): ViewReading[] {
  const of = (from: number, end: number): ViewReading[] => {
    if (from === end) return [];
    let a = 0;
    let q = 0;
    for (let cell = from; cell < end; cell += 1) {
      a += counts[cell] as number;
      q += shares[cell] as number;
    }
    return [counting(a, n, q, m)];
  };
  return [...of(0, groups.lowTailEnd), ...of(groups.highTailStart, groups.group.length)];
}

function larger(readings: readonly ViewReading[]): ViewReading | undefined {
  const [low, high] = readings;
  return low !== undefined && high !== undefined && high.statistic > low.statistic ? high : low;
}

/** Degrees of freedom of a view's statistic while only chance is at work. */
export function viewDf(view: SingleViewId, { shapeDf }: CellGroups): number {
  return view === 'shape' ? shapeDf : 1;
}

/** All views of one window of one feature but those of single cells. n > 0 and m > 0. */
export function readViews(
  feature: AlarmFeature,
  counts: Float64Array,
  baseline: Baseline,
  groups: CellGroups,
): WindowReading {
  const n = totalOf(counts);
  const { m, shares } = baseline;
  const { nullCell, newCell } = alarmCells(feature);
  const ends = tails(counts, n, baseline, groups);
  const all: Partial<Record<SingleViewId, ViewReading | undefined>> = {
    shape: shape(counts, baseline, groups),
    ...(feature.isOrdered ? rankViews(counts, baseline, groups.rank) : {}),
    null: counting(counts[nullCell] as number, n, shares[nullCell] as number, m),
    new: counting(counts[newCell] as number, n, shares[newCell] as number, m),
    tail: larger(ends),
  };
  const views: WindowReading['views'] = {};
  for (const view of SINGLE_VIEWS) {
    const reading = all[view];
    if (reading !== undefined) views[view] = reading;
  }
  return { n, m, h: 1 / n + 1 / m, tails: ends, views };
}
