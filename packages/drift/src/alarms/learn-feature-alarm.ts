import { alarmCells, DAY_MS, HOUR_MS, type AlarmFeature, type AlarmHistory } from './alarm-counts.ts';
import type { AlarmSettings } from './alarm-rule-settings.ts';
import { countClasses } from './class-counts.ts';
import { cellGroups } from './cell-groups.ts';
import { chooseClassing } from './choose-classing.ts';
import type { FeatureAlarm } from './feature-alarm.ts';
import { classTotals, learnLength } from './learn-length.ts';
import { hasSeenWeek } from './unseen-days.ts';

export { MIN_REFERENCE_DAYS } from './alarm-rule-settings.ts';

/** Why a stretch cannot be learnt from; null when it can. */
export function historyProblem({ startMs, stepMs, steps }: AlarmHistory, settings: AlarmSettings): string | null {
  const days = (steps * stepMs) / DAY_MS;
  const least = settings.leastReferenceDays;
  if (days < least) return `the reference covers ${days.toFixed(1)} days, ${least} full ones are needed`;
  if (HOUR_MS % stepMs !== 0 || startMs % stepMs !== 0) return 'steps must divide the hour and begin with it';
  const misfit = settings.windowMs.find((windowMs) => windowMs % stepMs !== 0 || DAY_MS % windowMs !== 0);
  return misfit === undefined ? null : `a window of ${misfit} ms is no multiple of ${stepMs} ms that divides the day`;
}

/**
 * Learns how one feature behaves while nothing is wrong. `features` share the alert budget. Throws RangeError where
 * `historyProblem` has something to say.
 */
export function learnFeatureAlarm(
  feature: AlarmFeature,
  history: AlarmHistory,
  budget: { features: number; settings: AlarmSettings },
): FeatureAlarm {
  const problem = historyProblem(history, budget.settings);
  if (problem !== null) throw new RangeError(problem);
  const all = countClasses(history, alarmCells(feature).width, 'all');
  const groups = cellGroups(feature, classTotals(all, feature));
  const classes = chooseClassing(feature, history, groups);
  const lengths = budget.settings.windowMs.map((windowMs) =>
    learnLength(
      feature,
      history,
      { classes, groups, hasSeenWeek: hasSeenWeek(feature, history) },
      { windowMs, ...budget },
    ),
  );
  return { feature, groups, classes, lengths };
}
