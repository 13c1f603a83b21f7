import {
  evaluateWindow,
  sumPanes,
  WindowSums,
  type AlarmsToJudge,
  type DriftRuleSettings,
  type FeatureEvaluation,
  type FrozenReference,
  type LearntAlarms,
  type VerdictMemory,
} from '@leeway/drift';
import { iso, type BacktestEvidence, type BacktestFeature } from './backtest-window.ts';
import { panesBetween, type WindowJudge, type WindowPanes } from './window-judge.ts';

/** The evaluator's own judgement, window after window, with its memory. `learnt`: for the rule of that name. */
export function ruleJudge(input: {
  reference: FrozenReference;
  settings: DriftRuleSettings;
  windowMs: number;
  paneMs: number;
  learnt?: LearntAlarms;
}): WindowJudge {
  const { reference, settings, windowMs, paneMs, learnt } = input;
  let memory: VerdictMemory | null = null;
  let sums: WindowSums | undefined;
  const alarmsAt = (panes: WindowPanes, endMs: number): AlarmsToJudge | undefined => {
    if (learnt === undefined) return undefined;
    if (sums?.moveTo(endMs, (startMs) => panes.get(startMs)) !== true) {
      sums = new WindowSums(reference.grid, learnt.windowMs, { paneMs, endMs });
      for (const [startMs, pane] of panes) sums.add(startMs, pane);
    }
    return { state: 'ready', learnt, sums };
  };
  return (panes, windowEndMs) => {
    const windowStartMs = windowEndMs - windowMs;
    const parts = panesBetween(panes, windowStartMs, windowEndMs, paneMs).map(({ pane }) => pane);
    const pane = sumPanes(reference.grid, parts);
    const alarms = alarmsAt(panes, windowEndMs);
    const judged = evaluateWindow({ reference, pane, windowStartMs, windowEndMs, settings, memory, alarms });
    ({ memory } = judged);
    const { n, verdict, features } = judged.evaluation;
    return {
      start: iso(windowStartMs),
      end: iso(windowEndMs),
      n,
      verdict,
      features: Object.fromEntries(features.map((feature) => [feature.feature, featureOf(feature, windowMs)])),
    };
  };
}

function evidenceOf({ alarm, metrics }: FeatureEvaluation, windowMs: number): BacktestEvidence[] {
  if (alarm !== undefined)
    return alarm.views
      .filter(({ isAlert }) => isAlert)
      .map(({ view, statistic, threshold, effect, windowMs: length }) => ({
        by: view,
        value: statistic,
        threshold,
        windowMs: length,
        effect,
      }));
  return Object.entries(metrics).flatMap(([by, reading]) => {
    if (reading.state !== 'measured' || (reading.verdict !== 'warning' && reading.verdict !== 'critical')) return [];
    const threshold = reading.verdict === 'critical' ? reading.critical : reading.warn;
    return [{ by, value: reading.value, threshold, windowMs }];
  });
}

function featureOf(feature: FeatureEvaluation, windowMs: number): BacktestFeature {
  const { verdict, n, beganMs, alarm } = feature;
  return {
    verdict,
    n,
    began: typeof beganMs === 'number' ? iso(beganMs) : null,
    ...(alarm?.state === 'unstable' ? { unstable: true } : {}),
    evidence: evidenceOf(feature, windowMs),
  };
}
