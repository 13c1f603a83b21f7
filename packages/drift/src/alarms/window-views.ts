import { alarmCells, type AlarmFeature } from './alarm-counts.ts';
import type { Baseline } from './class-counts.ts';
import type { CellGroups } from './cell-groups.ts';
import { gOfCell, gStatistic } from './g-statistic.ts';
import { referenceSums, totalOf, windowSums, type ReferenceSums, type WindowSums } from './view-sums.ts';

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

/** T = d²/(V·h′), e = |d|/√V. */
function scored(d: number, variance: number, h: number): ViewReading | undefined {
  if (!(variance > 1e-12)) return undefined;
  return { statistic: (d * d) / (variance * h), effect: Math.abs(d) / Math.sqrt(variance), excess: Infinity };
}

function shape(a: Float64Array, { groupShares }: ReferenceSums, m: number, groups: CellGroups): ViewReading {
  const statistic = gStatistic(a, groupShares, m);
  const h = 1 / totalOf(a) + 1 / (m * totalOf(groupShares));
  return { statistic, effect: Math.max(0, (statistic - groups.shapeDf) * h), excess: Infinity };
}

/**
 * Location: d = difference of the mean ranks, V = their variance in the reference. Spread: d = difference of the ranks'
 * variances, each about its own mean, so that what only moves is not taken for wider; V = μ₄ − μ₂² in the reference.
 */
function rankViews(
  { n, first, second }: WindowSums,
  { q, mean, variance, fourth }: ReferenceSums,
  m: number,
): { location: ViewReading | undefined; spread: ViewReading | undefined } {
  if (n === 0 || q <= 0) return { location: undefined, spread: undefined };
  const h = 1 / n + 1 / (m * q);
  const meanOf = first / n;
  return {
    location: scored(meanOf - mean, variance, h),
    spread: scored(second / n - meanOf * meanOf - variance, fourth - variance * variance, h),
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
  const { m, shares } = baseline;
  const { nullCell, newCell } = alarmCells(feature);
  const window = windowSums(counts, groups);
  const reference = referenceSums(baseline, groups);
  const n = window.n + (counts[nullCell] as number) + (counts[newCell] as number);
  const ends = tails(counts, n, baseline, groups);
  const all: Partial<Record<SingleViewId, ViewReading | undefined>> = {
    shape: shape(window.groupCounts, reference, m, groups),
    ...(feature.isOrdered ? rankViews(window, reference, m) : {}),
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
