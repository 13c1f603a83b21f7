import { readMultivariate, type MultivariateReading } from '../multivariate/read-multivariate.ts';
import type { FeatureEvaluation, MultivariateEvaluation, Verdict } from './evaluation.ts';
import { falseAlarmProbability } from './false-alarm-probability.ts';
import { freshMemory, stepHysteresis } from './hysteresis.ts';
import type { JudgedWindow, WindowToJudge } from './rules/verdict-rule.ts';
import { summariseWindow } from './summarise-window.ts';
import type { FeatureMemory } from './verdict-memory.ts';

const SEVERITY: readonly Verdict[] = ['no-data', 'insufficient', 'ok', 'warning', 'critical'];

function keyOf({ id, feature }: MultivariateReading): string {
  return `${id} ${feature ?? ''}`;
}

function readings({ reference, pane, settings, windowStartMs, windowEndMs }: WindowToJudge): MultivariateReading[] {
  const tail = (perWeek: number): number =>
    falseAlarmProbability({
      perWeek,
      features: reference.features.length,
      metrics: settings.metrics.length,
      windowMs: windowEndMs - windowStartMs,
      looksPerWindow: settings.looksPerWindow,
    });
  const tails = { warn: tail(settings.warningBudgetPerWeek), critical: tail(settings.criticalBudgetPerWeek) };
  return readMultivariate({ reference, pane }, tails);
}

type Judged = { evaluation: MultivariateEvaluation; memory: FeatureMemory };

/** With memory, as features are judged; too few events neither start nor end an episode. */
function judgeReading(reading: MultivariateReading, window: WindowToJudge): Judged {
  const { settings, memory, windowStartMs } = window;
  const key = keyOf(reading);
  const before = memory.multivariate?.find(({ feature }) => feature === key) ?? freshMemory(key);
  const beganMs = before.level === 'ok' ? null : before.beganMs;
  if (reading.state === 'undefined' || reading.n < settings.minSamples) {
    const isEmpty = reading.state === 'measured' && reading.n === 0;
    const verdict: Verdict = isEmpty ? 'no-data' : 'insufficient';
    return { evaluation: { reading, verdict, ratio: 0, beganMs }, memory: before };
  }
  const ratio = reading.value / reading.critical;
  const signal = {
    level: reading.verdict,
    warnRatio: reading.value / reading.warn,
    criticalRatio: ratio,
    newSinceMs: Math.max(windowStartMs, memory.lastWindowEndMs ?? windowStartMs),
  };
  const next = stepHysteresis(before, signal, settings);
  const evaluation = { reading, verdict: next.level, ratio, beganMs: next.level === 'ok' ? null : next.beganMs };
  return { evaluation, memory: next };
}

/** A vector feature is as bad as the worse of its own reading and of what the rule says of it. */
function withReading(feature: FeatureEvaluation, evaluation: MultivariateEvaluation | undefined): FeatureEvaluation {
  if (evaluation === undefined) return feature;
  const { reading, verdict, ratio, beganMs } = evaluation;
  const both = { ...feature, multivariate: reading };
  if (SEVERITY.indexOf(verdict) < SEVERITY.indexOf(feature.verdict)) return both;
  const isWorse = verdict !== feature.verdict || ratio > feature.ratio;
  if (!isWorse) return both;
  return { ...both, verdict, ratio, worstMetric: null, ...(beganMs === null ? {} : { beganMs }) };
}

/**
 * Adds to what a rule found the readings over several numbers at once. Those of a vector decide about that feature; the
 * reconstruction of the event belongs to no feature and is shown beside them.
 */
export function judgeMultivariate(window: WindowToJudge, judged: JudgedWindow): JudgedWindow {
  const all = readings(window).map((reading) => judgeReading(reading, window));
  if (all.length === 0) return judged;
  const { evaluation, memory } = judged;
  const features = evaluation.features.map((feature) => {
    const own = all.find((one) => one.evaluation.reading.feature === feature.feature);
    return withReading(feature, own?.evaluation);
  });
  return {
    evaluation: {
      ...summariseWindow(evaluation, features),
      multivariate: all.map((one) => one.evaluation),
    },
    memory: { ...memory, multivariate: all.map((one) => one.memory) },
  };
}
