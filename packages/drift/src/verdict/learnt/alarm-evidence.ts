import type { AlarmViewId } from '../../alarms/alarm-rule-settings.ts';
import type { Classing } from '../../alarms/class-counts.ts';
import type { AlarmView } from '../../alarms/judge-feature-alarm.ts';
import type { FeatureLayout } from '../../grid/grid.ts';
import { cellLabel } from './cell-label.ts';
import type { LengthReading } from './present-readings.ts';

/** One view of one window length, and why it alerts or does not. */
export type AlarmEvidence = {
  view: AlarmViewId;
  windowMs: number;
  /** Events in that window. */
  n: number;
  statistic: number;
  /** 0 where the reference is unstable: there the effect alone decides. */
  threshold: number;
  effect: number;
  floor: number;
  isAlert: boolean;
  isHolding: boolean;
  /** Which value, for the view of single cells. */
  value?: string;
};

/** What the learnt rule saw of a feature in windows of all lengths that end together. */
export type FeatureAlarmEvaluation = {
  /** `unstable`: the feature moves so much inside its own reference that only gross changes can be told. */
  state: 'judged' | 'unstable' | 'insufficient';
  /** The hours of the reference that these windows were compared with. */
  classing: Classing;
  /** Those that alert or hold, worst first, at most eight; else the one that came closest. */
  views: AlarmEvidence[];
  /** The shortest window that keeps the alarm up. */
  heldByMs?: number;
};

const MOST_VIEWS = 8;
/** JSON knows no infinity. */
const LARGEST = 1e300;

function rounded(value: number): number {
  return Number(Math.max(-LARGEST, Math.min(LARGEST, value)).toPrecision(6));
}

/** How far a view is on the way to an alert; 1 and above is one. Counts that lack the rows for it stay just below. */
export function viewRatio({ statistic, threshold, effect, floor, isAlert }: AlarmView): number {
  const byStatistic = threshold > 0 ? statistic / threshold : Infinity;
  const ratio = Math.min(byStatistic, effect / floor);
  return isAlert ? Math.max(1, ratio) : Math.min(0.999, ratio);
}

type SeenView = { view: AlarmView; windowMs: number; n: number; ratio: number };

function rank({ isAlert, isHolding }: AlarmView): number {
  return isAlert ? 2 : isHolding ? 1 : 0;
}

export function alarmEvidence(
  readings: readonly LengthReading[],
  layout: FeatureLayout,
  classing: Classing,
): { alarm: FeatureAlarmEvaluation; ratio: number } {
  const holding: SeenView[] = [];
  let closest: SeenView | undefined;
  let ratio = 0;
  // Almost all windows are calm: nothing is gathered of them but what came closest.
  for (const { windowMs, reading } of readings) {
    if (reading.state === 'insufficient') continue;
    for (const view of reading.views) {
      const own = viewRatio(view);
      ratio = Math.max(ratio, own);
      if (view.isHolding) holding.push({ view, windowMs, n: reading.n, ratio: own });
      else if (closest === undefined || own > closest.ratio) closest = { view, windowMs, n: reading.n, ratio: own };
    }
  }
  holding.sort((a, b) => rank(b.view) - rank(a.view) || b.ratio - a.ratio || a.windowMs - b.windowMs);
  const shown = holding.length > 0 || closest === undefined ? holding.slice(0, MOST_VIEWS) : [closest];
  const has = (state: FeatureAlarmEvaluation['state']) => readings.some(({ reading }) => reading.state === state);
  const views = shown.map(({ view, windowMs, n }): AlarmEvidence => ({
    view: view.view,
    windowMs,
    n,
    statistic: rounded(view.statistic),
    threshold: rounded(view.threshold),
    effect: rounded(view.effect),
    floor: view.floor,
    isAlert: view.isAlert,
    isHolding: view.isHolding,
    ...(view.cell === undefined ? {} : { value: cellLabel(layout, view.cell) }),
  }));
  return {
    alarm: {
      state: has('judged') ? 'judged' : has('unstable') ? 'unstable' : 'insufficient',
      classing,
      views,
      ...(holding.length === 0 ? {} : { heldByMs: Math.min(...holding.map(({ windowMs }) => windowMs)) }),
    },
    ratio,
  };
}
