import { AlarmSettings, learnFeatureAlarm, type AlarmHistory, type FeatureAlarm } from '@leeway/drift';
import type { FeatureSpec } from './feature-mix.ts';
import { commonCourse, simulateFeature, type Simulation } from './simulate-feature.ts';
import { watchFeature } from './watch-feature.ts';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** A Monday. */
export const START_MS = Date.UTC(2026, 0, 5);

/** Window lengths: several at once, as is the default, or one. References of a day are tried, too. */
export const CHOICES = {
  several: AlarmSettings.parse({ leastReferenceDays: 1 }),
  'one hour': AlarmSettings.parse({ leastReferenceDays: 1, windowMs: [HOUR_MS] }),
} as const;
export type Choice = keyof typeof CHOICES;
export const CHOICE_NAMES = ['several', 'one hour'] as const satisfies readonly Choice[];

/** A simulated model: its features, where its random numbers start, how many days it learns from. */
export type Model = { mix: readonly FeatureSpec[]; seed: number; rowsPerHour: number; stepMs: number; days: number };
export type Learnt = { choice: Choice; settings: AlarmSettings; alarm: FeatureAlarm }[];
export type Opened = { choice: Choice; feature: number; group: string; atStep: number };

/** A feature's simulation from the start of the reference on, `watchDays` after it. */
export function simulationOf(model: Model, feature: number, watchDays: number): Simulation {
  const { rowsPerHour, stepMs, days, seed } = model;
  const steps = ((days + watchDays) * DAY_MS) / stepMs;
  const isCorrelated = model.mix[feature]?.common !== undefined;
  return {
    rowsPerHour,
    startMs: START_MS,
    stepMs,
    steps,
    seed: seed * 7_919 + 1_000_003 * (feature + 1) + rowsPerHour,
    referenceRows: rowsPerHour * 24 * days,
    ...(isCorrelated ? { common: commonCourse(seed, steps, stepMs) } : {}),
  };
}

export function learnFrom(spec: FeatureSpec, history: AlarmHistory, model: Model, choices: readonly Choice[]): Learnt {
  const steps = (model.days * DAY_MS) / model.stepMs;
  const counts = history.counts.subarray(0, steps * (history.counts.length / history.steps));
  return choices.map((choice) => ({
    choice,
    settings: CHOICES[choice],
    alarm: learnFeatureAlarm(
      spec.feature,
      { ...history, steps, counts },
      { features: model.mix.length, settings: CHOICES[choice] },
    ),
  }));
}

export type CalmFeature = {
  spec: FeatureSpec;
  feature: number;
  history: AlarmHistory;
  fromStep: number;
  learnt: Learnt;
};

/** Learns and then watches each feature of a calm model; every episode is a false alert. */
export function watchCalmModel(
  model: Model,
  watchDays: number,
  choices: readonly Choice[],
  onFeature: (calm: CalmFeature) => void = () => {},
): { opened: Opened[]; judged: number } {
  const fromStep = (model.days * DAY_MS) / model.stepMs;
  const opened: Opened[] = [];
  let judged = 0;
  model.mix.forEach((spec, feature) => {
    const history = simulateFeature(spec, simulationOf(model, feature, watchDays));
    const learnt = learnFrom(spec, history, model, choices);
    for (const { choice, settings, alarm } of learnt) {
      const watched = watchFeature(alarm, history, { fromStep, settings, onlyFirst: false });
      judged += watched.judged;
      for (const atStep of watched.opened) opened.push({ choice, feature, group: spec.group, atStep });
    }
    onFeature({ spec, feature, history, fromStep, learnt });
  });
  return { opened, judged };
}
