import { correlatedMix, featureMix } from './feature-mix.ts';
import { measureCalm, type CalmPlan } from './measure-calm.ts';
import { measureDelays } from './measure-delays.ts';
import { measureShort } from './measure-short.ts';
import type { AlarmPlan } from './plan.ts';
import { measureReal, REAL_FILES } from './real/measure-real.ts';
import type { AlarmReport } from './report.ts';
import { CHOICE_NAMES } from './watch-model.ts';

const REFERENCE_DAYS = 14;
const MINUTE_MS = 60_000;
const MINUTE_RATE = 1_000;
/** Of the delays, models after those of the calm part. */
const DELAY_SEED = 100;

/** Measures everything that a plan asks for. Seeded: the same numbers every time, whatever the machine. */
export function runPlan(plan: AlarmPlan, rates: readonly number[], onProgress: (line: string) => void): AlarmReport {
  const startMs = performance.now();
  const { models, weeks, peerModels, stepMs } = plan;
  const shared = { weeks, stepMs, days: REFERENCE_DAYS, choices: CHOICE_NAMES };
  const calmAt = (rowsPerHour: number, rest: Omit<CalmPlan, 'rowsPerHour' | keyof typeof shared>, more = {}) =>
    measureCalm({ ...shared, rowsPerHour, ...rest, ...more }, onProgress);
  const calm = rates.map((rate) => calmAt(rate, { mix: featureMix, models, peerModels }));
  const delays = rates.map((rowsPerHour) =>
    measureDelays(
      { mix: featureMix(), seed: DELAY_SEED, rowsPerHour, stepMs, days: REFERENCE_DAYS },
      plan.shiftedPerGroup,
      onProgress,
    ),
  );
  const correlated = plan.correlatedRates.map((rate) =>
    calmAt(rate, { mix: correlatedMix, models: plan.correlatedModels, peerModels: 0 }),
  );
  const short = plan.shortDays.flatMap((days) =>
    plan.shortRates.map((rowsPerHour) => measureShort({ days, rowsPerHour, mix: featureMix, stepMs }, onProgress)),
  );
  const minute =
    plan.minuteWeeks === 0
      ? []
      : [
          calmAt(
            MINUTE_RATE,
            { mix: featureMix, models: 1, peerModels: 0 },
            { weeks: plan.minuteWeeks, stepMs: MINUTE_MS, choices: ['one hour'] },
          ),
        ];
  const real = REAL_FILES.flatMap(({ name, windows }) => windows.map((rows) => measureReal(name, rows)));
  const seconds = Math.round((performance.now() - startMs) / 1_000);
  return { plan: plan.name, calm, correlated, minute, short, delays, real, seconds };
}
