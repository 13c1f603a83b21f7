import { AlarmSettings, learnFeatureAlarm, type AlarmHistory, type FeatureAlarm } from '@leeway/drift';
import { featureMix, type FeatureSpec } from './feature-mix.ts';
import { PEER_RULES, watchByPeers, type PeerRule } from './peer-rules.ts';
import { seededRandom } from './random.ts';
import { SHIFTS } from './shifts.ts';
import { simulateFeature, STEP_MS, type Simulation } from './simulate-feature.ts';
import { watchFeature } from './watch-feature.ts';

const HOUR_MS = 3_600_000;
/** A Monday. */
const START_MS = Date.UTC(2026, 0, 5);
const STEPS_PER_DAY = (24 * HOUR_MS) / STEP_MS;
const REFERENCE_DAYS = 14;
const WATCH_AFTER_SHIFT_STEPS = 2 * STEPS_PER_DAY;
/** Of each group of features, how many get every shift. */
const SHIFTED_PER_GROUP = 2;

export const CHOICES = {
  several: AlarmSettings.parse({}),
  'one hour': AlarmSettings.parse({ windowMs: [HOUR_MS] }),
} as const;
export type Choice = keyof typeof CHOICES;
const CHOICE_NAMES = ['several', 'one hour'] as const satisfies readonly Choice[];

/** Minutes until found; null where not found within two days. */
export type Delays = Record<string, Record<Choice, (number | null)[]>>;
export type RateReport = {
  rowsPerHour: number;
  weeks: number;
  falseAlerts: Record<Choice | PeerRule, number>;
  /** Of which features the rule's own false alerts were. */
  falseByGroup: Record<string, number>;
  delays: Delays;
  windowsJudged: number;
};

type Learnt = { choice: Choice; alarm: FeatureAlarm }[];

function referenceOf(history: AlarmHistory, steps: number): AlarmHistory {
  const width = history.counts.length / history.steps;
  return { ...history, steps, counts: history.counts.subarray(0, steps * width) };
}

/** Two days after each shift that applies, at a random time of the day after a calm one. */
function measureDelays(spec: FeatureSpec, learnt: Learnt, simulation: Simulation, delays: Delays): void {
  const random = seededRandom(simulation.seed ^ 0x5eed);
  for (const shift of SHIFTS) {
    const fromStep = STEPS_PER_DAY + Math.floor(random() * STEPS_PER_DAY);
    if (!shift.appliesTo(spec)) continue;
    const history = simulateFeature(spec, {
      ...simulation,
      startMs: START_MS + REFERENCE_DAYS * 24 * HOUR_MS,
      seed: Math.floor(random() * 2 ** 32),
      steps: fromStep + WATCH_AFTER_SHIFT_STEPS,
      shift: { shift, fromStep },
    });
    const found = (delays[shift.name] ??= { several: [], 'one hour': [] });
    for (const { choice, alarm } of learnt) {
      const { opened } = watchFeature(alarm, history, { fromStep, settings: CHOICES[choice], onlyFirst: true });
      const first = opened[0];
      found[choice].push(first === undefined ? null : ((first + 1 - fromStep) * STEP_MS) / 60_000);
    }
  }
}

/** A model of fifty features at one rate: two calm weeks to learn from, `weeks` calm ones to watch, then the shifts. */
export function measureRate(rowsPerHour: number, weeks: number, onProgress: (line: string) => void): RateReport {
  const mix = featureMix();
  const falseAlerts = {
    several: 0,
    'one hour': 0,
    'evidently-column': 0,
    'mean-and-3-sd': 0,
    'psi-0.2': 0,
    'ks-chi2-0.05': 0,
  };
  const report: RateReport = { rowsPerHour, weeks, falseAlerts, falseByGroup: {}, delays: {}, windowsJudged: 0 };
  const inGroup = new Map<string, number>();
  const referenceSteps = REFERENCE_DAYS * STEPS_PER_DAY;
  mix.forEach((spec, index) => {
    const simulation: Simulation = {
      rowsPerHour,
      startMs: START_MS,
      steps: referenceSteps + weeks * 7 * STEPS_PER_DAY,
      seed: 1_000_003 * (index + 1) + rowsPerHour,
      referenceRows: rowsPerHour * 24 * REFERENCE_DAYS,
    };
    const history = simulateFeature(spec, simulation);
    const learnt = CHOICE_NAMES.map((choice) => ({
      choice,
      alarm: learnFeatureAlarm(spec.feature, referenceOf(history, referenceSteps), {
        features: mix.length,
        settings: CHOICES[choice],
      }),
    }));
    for (const { choice, alarm } of learnt) {
      const watch = { fromStep: referenceSteps, settings: CHOICES[choice], onlyFirst: false };
      const { opened, judged } = watchFeature(alarm, history, watch);
      falseAlerts[choice] += opened.length;
      report.windowsJudged += judged;
      if (opened.length > 0) {
        const key = `${spec.group}, ${choice}`;
        report.falseByGroup[key] = (report.falseByGroup[key] ?? 0) + opened.length;
      }
    }
    const peers = watchByPeers(spec, history, referenceSteps);
    for (const rule of PEER_RULES) falseAlerts[rule] += peers[rule];
    const place = inGroup.get(spec.group) ?? 0;
    inGroup.set(spec.group, place + 1);
    if (place < SHIFTED_PER_GROUP) measureDelays(spec, learnt, simulation, report.delays);
    onProgress(`${rowsPerHour}/h: ${index + 1} of ${mix.length} features`);
  });
  return report;
}
