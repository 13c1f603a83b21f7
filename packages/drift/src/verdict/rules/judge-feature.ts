import type { FeatureLayout } from '../../grid/grid.ts';
import { metricInput } from '../../metrics/metric-input.ts';
import type { FeatureEvaluation } from '../evaluation.ts';
import { freshMemory, stepHysteresis, type WindowSignal } from '../hysteresis.ts';
import type { FeatureMemory } from '../verdict-memory.ts';
import { calibratedReadings, type CalibratedReadings, type Tails } from './calibrated-readings.ts';
import type { WindowToJudge } from './verdict-rule.ts';

type JudgedFeature = { evaluation: FeatureEvaluation; memory: FeatureMemory };

function levelOf({ warnRatio, criticalRatio }: CalibratedReadings): WindowSignal['level'] {
  if (criticalRatio >= 1) return 'critical';
  return warnRatio >= 1 ? 'warning' : 'ok';
}

/** One feature by thresholds: those that chance does not reach with `tails`, else the floors alone. */
export function judgeFeature(
  window: WindowToJudge,
  layout: FeatureLayout,
  tails: Tails | null,
  newSinceMs: number,
): JudgedFeature {
  const { settings } = window;
  const { name, kind } = layout.feature;
  const before = window.memory.features.find(({ feature }) => feature === name) ?? freshMemory(name);
  const input = metricInput(window, layout, settings);
  const { total, missing, invalid } = input.window;
  const base = { feature: name, kind, n: total, missing: missing + invalid };
  const silent = { ratio: 0, worstMetric: null, metrics: {} };
  const beganMs = before.level === 'ok' ? null : before.beganMs;
  if (total === 0) return { evaluation: { ...base, verdict: 'no-data', beganMs, ...silent }, memory: before };
  if (total < settings.minSamples)
    return { evaluation: { ...base, verdict: 'insufficient', beganMs, ...silent }, memory: before };
  const readings = calibratedReadings(input, tails, settings);
  const { metrics, warnRatio, criticalRatio, worstMetric } = readings;
  if (!Object.values(metrics).some(({ state }) => state === 'measured'))
    return { evaluation: { ...base, verdict: 'insufficient', beganMs, ...silent, metrics }, memory: before };
  const memory = stepHysteresis(before, { level: levelOf(readings), warnRatio, criticalRatio, newSinceMs }, settings);
  const evaluation: FeatureEvaluation = {
    ...base,
    verdict: memory.level,
    beganMs: memory.level === 'ok' ? null : memory.beganMs,
    ratio: criticalRatio,
    worstMetric,
    metrics,
  };
  return { evaluation, memory };
}
