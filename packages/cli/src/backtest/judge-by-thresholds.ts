import {
  evaluateWindow,
  sumPanes,
  type DriftRuleSettings,
  type FeatureEvaluation,
  type FrozenReference,
  type VerdictMemory,
} from '@leeway/drift';
import { iso, type BacktestFeature } from './backtest-window.ts';
import { panesBetween, type WindowJudge } from './window-judge.ts';

/** The evaluator's own rule, window after window, with its memory. */
export function thresholdJudge(input: {
  reference: FrozenReference;
  settings: DriftRuleSettings;
  windowMs: number;
  paneMs: number;
}): WindowJudge {
  const { reference, settings, windowMs, paneMs } = input;
  let memory: VerdictMemory | null = null;
  return (panes, windowEndMs) => {
    const windowStartMs = windowEndMs - windowMs;
    const parts = panesBetween(panes, windowStartMs, windowEndMs, paneMs).map(({ pane }) => pane);
    const pane = sumPanes(reference.grid, parts);
    const judged = evaluateWindow({ reference, pane, windowStartMs, windowEndMs, settings, memory });
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

function featureOf({ verdict, n, beganMs, metrics }: FeatureEvaluation, windowMs: number): BacktestFeature {
  const evidence = Object.entries(metrics).flatMap(([by, reading]) => {
    if (reading.state !== 'measured' || (reading.verdict !== 'warning' && reading.verdict !== 'critical')) return [];
    const threshold = reading.verdict === 'critical' ? reading.critical : reading.warn;
    return [{ by, value: reading.value, threshold, windowMs }];
  });
  return { verdict, n, began: typeof beganMs === 'number' ? iso(beganMs) : null, evidence };
}
