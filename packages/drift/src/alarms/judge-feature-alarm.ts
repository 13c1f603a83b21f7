import type { AlarmSettings, AlarmViewId } from './alarm-rule-settings.ts';
import type { AlarmWindow } from './alarm-counts.ts';
import { baselineOf, type Baseline } from './class-counts.ts';
import type { CellGroups } from './cell-groups.ts';
import type { FeatureAlarm, LengthAlarm } from './feature-alarm.ts';
import { gOfCell } from './g-statistic.ts';
import { viewThreshold } from './view-law.ts';
import { readViews, SINGLE_VIEWS, viewDf, type ViewReading, type WindowReading } from './window-views.ts';

const MIN_ROWS = 50;
const MIN_ROWS_PER_PHI = 20;
const EXCESS_PER_PHI = 6;
/** An episode goes on while a view stays above this fraction of its threshold and half of its floor. */
const HOLDS_ABOVE = 0.35;
const FALLBACK_NEW = 0.2;
/** So much more than ever seen is no single burst, whatever φ. */
const FALLBACK_NEW_SURELY = 0.5;
const FALLBACK_SHAPE_FACTOR = 1.5;
/** The largest of few windows is no limit yet: so much more, divided by their number. */
const FALLBACK_SHAPE_FOR_FEW = 30;
const FALLBACK_SHAPE = 0.25;

export type AlarmView = {
  view: AlarmViewId;
  statistic: number;
  threshold: number;
  effect: number;
  floor: number;
  isAlert: boolean;
  isHolding: boolean;
  /** Which value cell, for the view of single cells. */
  cell?: number;
};

export type FeatureAlarmReading =
  | { state: 'insufficient'; n: number }
  | {
      /** `unstable`: the feature moves so much inside its own reference that only gross changes can be told. */
      state: 'judged' | 'unstable';
      n: number;
      isAlert: boolean;
      isHolding: boolean;
      views: AlarmView[];
    };

function single(
  id: (typeof SINGLE_VIEWS)[number],
  { length, groups, floor }: { length: LengthAlarm; groups: CellGroups; floor: number },
  reading: WindowReading,
): AlarmView | undefined {
  const view: ViewReading | undefined = reading.views[id];
  const law = length.laws[id];
  if (view === undefined || law === undefined) return undefined;
  const threshold = viewThreshold(law, viewDf(id, groups), reading.h);
  const least = id === 'null' || id === 'new' || id === 'tail' ? leastExcess(length, reading.n, id) : -1;
  return verdict({ view: id, statistic: view.statistic, threshold, effect: view.effect, floor }, view.excess > least);
}

function verdict(view: Omit<AlarmView, 'isAlert' | 'isHolding'>, isFarOff: boolean): AlarmView {
  const { statistic, threshold, effect, floor } = view;
  const isAlert = isFarOff && statistic > threshold && effect > floor;
  const isHolding = isAlert || (statistic > HOLDS_ABOVE * threshold && effect > floor / 2);
  return { ...view, isAlert, isHolding };
}

/** Events by which a count must be off: 6φ, and what bursts of the reference reach. */
function leastExcess({ phi, excess, meanRows }: LengthAlarm, n: number, view: keyof LengthAlarm['excess']): number {
  return Math.max(EXCESS_PER_PHI * phi, excess[view] * Math.max(1, Math.sqrt(n / Math.max(1, meanRows))));
}

/** The most conspicuous cell. Those below half the floor can neither alert nor hold and are not computed. */
function worstCell(
  length: LengthAlarm,
  { counts }: AlarmWindow,
  { shares }: Baseline,
  { n, m, h }: WindowReading,
  floor: number,
): AlarmView | undefined {
  const least = leastExcess(length, n, 'cell');
  let worst: AlarmView | undefined;
  for (let cell = 0; cell < length.cellPhi.length; cell += 1) {
    const count = counts[cell] as number;
    const share = shares[cell] as number;
    const effect = Math.abs(count / n - share);
    if (effect <= floor / 2) continue;
    const law = { mu: length.cellPhi[cell] ?? 1, nu: 1, tau: length.cellTau[cell] ?? 0, factor: length.cellFactor };
    const threshold = viewThreshold(law, 1, h);
    const statistic = gOfCell(count, n, share * m, m);
    const view = verdict({ view: 'cell', statistic, threshold, effect, floor, cell }, effect * n > least);
    if (worst === undefined || rank(view) > rank(worst)) worst = view;
  }
  return worst;
}

function rank({ isAlert, statistic, threshold }: AlarmView): number {
  return statistic / threshold + (isAlert ? 1e9 : 0);
}

function unstable(length: LengthAlarm, { n, views }: WindowReading): FeatureAlarmReading {
  const { largestNew, largestShape, phi } = length;
  const of = (view: 'new' | 'shape', largestSeen: number, limit: number): AlarmView => {
    const reading = views[view];
    const effect = reading?.effect ?? 0;
    const isOneBurst = view === 'new' && effect * n <= EXCESS_PER_PHI * phi;
    const isAlert = effect > limit && (!isOneBurst || effect > largestSeen + FALLBACK_NEW_SURELY);
    return {
      view,
      statistic: reading?.statistic ?? 0,
      threshold: 0,
      effect,
      floor: limit,
      isAlert,
      // What the reference itself reached is calm, however large.
      isHolding: effect > Math.max(limit / 2, largestSeen),
    };
  };
  const factor = FALLBACK_SHAPE_FACTOR + FALLBACK_SHAPE_FOR_FEW / length.windows;
  const judged = [
    of('new', largestNew, largestNew + FALLBACK_NEW),
    of('shape', largestShape, factor * largestShape + FALLBACK_SHAPE),
  ];
  return {
    state: 'unstable',
    n,
    isAlert: judged.some(({ isAlert }) => isAlert),
    isHolding: judged.some(({ isHolding }) => isHolding),
    views: judged,
  };
}

/** Judges one window of one feature by what was learnt for its length. */
export function judgeFeatureAlarm(
  { feature, groups, classes }: Omit<FeatureAlarm, 'lengths'>,
  length: LengthAlarm,
  window: AlarmWindow,
  floors: AlarmSettings['floors'],
): FeatureAlarmReading {
  const n = window.hours.reduce((sum, { rows }) => sum + rows, 0);
  if (n < MIN_ROWS || length.windows === 0) return { state: 'insufficient', n };
  const baseline = baselineOf(classes, window);
  if (baseline.m === 0) return { state: 'insufficient', n };
  const reading = readViews(feature, window.counts, baseline, groups);
  if (n < MIN_ROWS_PER_PHI * length.phi) return unstable(length, reading);
  const views = SINGLE_VIEWS.flatMap((id) => single(id, { length, groups, floor: floors[id] }, reading) ?? []);
  const cell = worstCell(length, window, baseline, reading, floors.cell);
  if (cell !== undefined) views.push(cell);
  return {
    state: 'judged',
    n,
    isAlert: views.some(({ isAlert }) => isAlert),
    isHolding: views.some(({ isHolding }) => isHolding),
    views,
  };
}
