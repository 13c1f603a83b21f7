import { falseAlarmProbability } from '../false-alarm-probability.ts';
import { summariseWindow } from '../summarise-window.ts';
import type { Tails } from './calibrated-readings.ts';
import { judgeFeature } from './judge-feature.ts';
import type { JudgedWindow, VerdictRule, WindowToJudge } from './verdict-rule.ts';

/** Chances of a false verdict that one look may take. */
export function tailsOf({ reference, settings, windowStartMs, windowEndMs }: WindowToJudge): Tails {
  const tail = (perWeek: number): number =>
    falseAlarmProbability({
      perWeek,
      features: reference.features.length,
      metrics: settings.metrics.length,
      windowMs: windowEndMs - windowStartMs,
      looksPerWindow: settings.looksPerWindow,
    });
  return { warn: tail(settings.warningBudgetPerWeek), critical: tail(settings.criticalBudgetPerWeek) };
}

/** Judges every feature by thresholds: those that chance does not reach with `tails`, else the floors alone. */
export function judgeByThresholds(window: WindowToJudge, tails: Tails | null): JudgedWindow {
  const { reference, pane, windowStartMs, windowEndMs, memory } = window;
  // What this window is the first to hold arrived after the previous window ended.
  const newSinceMs = Math.max(windowStartMs, memory.lastWindowEndMs ?? windowStartMs);
  const judged = reference.grid.layouts.map((layout) => judgeFeature(window, layout, tails, newSinceMs));
  const evaluation = summariseWindow(
    { referenceId: reference.id, windowStartMs, windowEndMs, n: pane.events },
    judged.map(({ evaluation }) => evaluation),
  );
  return { evaluation, memory: { lastWindowEndMs: windowEndMs, features: judged.map(({ memory }) => memory) } };
}

export const calibratedThresholds: VerdictRule = {
  label: 'Calibrated thresholds',
  explanation:
    'A metric is critical beyond its conventional threshold or beyond what chance reaches at this sample size within ' +
    'the alert budget, whichever is larger, in 2 of 3 windows. Assumes independent events: bursts and daily rhythms ' +
    'are covered by the conventional thresholds only.',
  judge: (window) => judgeByThresholds(window, tailsOf(window)),
};
