import { alarmCells, HOUR_MS, type AlarmFeature, type AlarmHistory } from './alarm-counts.ts';
import { CLASSINGS, countClasses, type ClassCounts } from './class-counts.ts';
import type { CellGroups } from './cell-groups.ts';
import { referenceWindows } from './reference-windows.ts';
import { readViews } from './window-views.ts';

/** A finer classing has fewer events a class, so it must explain the reference this much better. */
const MUST_WIN_BY = 0.1;

/** Mean of (T_shape + T_location)·h over the reference's hours, each against the reference without its own day. */
function unexplained(feature: AlarmFeature, history: AlarmHistory, classes: ClassCounts, groups: CellGroups): number {
  let sum = 0;
  let count = 0;
  for (const { window, baseline } of referenceWindows(feature, history, classes, HOUR_MS)) {
    const { views, h } = readViews(feature, window.counts, baseline, groups);
    sum += ((views.shape?.statistic ?? 0) + (views.location?.statistic ?? 0)) * h;
    count += 1;
  }
  return count === 0 ? Infinity : sum / count;
}

/** The classes of hours that explain a feature's reference best: all alike, by hour of the day, or also by weekend. */
export function chooseClassing(feature: AlarmFeature, history: AlarmHistory, groups: CellGroups): ClassCounts {
  const { width } = alarmCells(feature);
  let best = countClasses(history, width, 'all');
  let least = unexplained(feature, history, best, groups);
  for (const classing of CLASSINGS.slice(1)) {
    const classes = countClasses(history, width, classing);
    const left = unexplained(feature, history, classes, groups);
    if (left < (1 - MUST_WIN_BY) * least) {
      best = classes;
      least = left;
    }
  }
  return best;
}
