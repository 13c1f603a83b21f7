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

/** Difference of the means of a score u over the cells that hold values: T = d²/(V·h′), e = |d|/√V. */
function scoreMean(counts: Float64Array, { shares, m }: Baseline, u: Float64Array): ViewReading | undefined {
  let n = 0;
  let q = 0;
  let inWindow = 0;
  let inReference = 0;
  let squares = 0;
  for (let cell = 0; cell < u.length; cell += 1) {
    const score = u[cell] as number;
    const share = shares[cell] as number;
    n += counts[cell] as number;
    q += share;
    inWindow += (counts[cell] as number) * score;
    inReference += share * score;
    squares += share * score * score;
  }
  if (n === 0 || q <= 0) return undefined;
  const mean = inReference / q;
  const variance = squares / q - mean * mean;
  if (!(variance > 1e-12)) return undefined;
  const d = inWindow / n - mean;
  return {
    statistic: (d * d) / (variance * (1 / n + 1 / (m * q))),
    effect: Math.abs(d) / Math.sqrt(variance),
    excess: Infinity,
  };
}

function counting(a: number, n: number, q: number, m: number): ViewReading {
  return { statistic: gOfCell(a, n, m * q, m), effect: Math.abs(a / n - q), excess: Math.abs(a - n * q) };
}

function tail(counts: Float64Array, n: number, { shares, m }: Baseline, groups: CellGroups): ViewReading | undefined {
  const of = (from: number, end: number): ViewReading => {
    let a = 0;
    let q = 0;
    for (let cell = from; cell < end; cell += 1) {
      a += counts[cell] as number;
      q += shares[cell] as number;
    }
    return counting(a, n, q, m);
  };
  const low = groups.lowTailEnd > 0 ? of(0, groups.lowTailEnd) : undefined;
  const cells = groups.group.length;
  const high = groups.highTailStart < cells ? of(groups.highTailStart, cells) : undefined;
  if (low === undefined || high === undefined) return low ?? high;
  return low.statistic >= high.statistic ? low : high;
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
  const all = {
    shape: shape(counts, baseline, groups),
    location: feature.isOrdered ? scoreMean(counts, baseline, groups.rank) : undefined,
    spread: feature.isOrdered ? scoreMean(counts, baseline, groups.spread) : undefined,
    null: counting(counts[nullCell] as number, n, shares[nullCell] as number, m),
    new: counting(counts[newCell] as number, n, shares[newCell] as number, m),
    tail: tail(counts, n, baseline, groups),
  };
  const views: WindowReading['views'] = {};
  for (const view of SINGLE_VIEWS) {
    const reading = all[view];
    if (reading !== undefined) views[view] = reading;
  }
  return { n, m, h: 1 / n + 1 / m, views };
}
