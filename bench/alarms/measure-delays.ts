import { seededRandom } from './random.ts';
import { JOINT_FEATURES, JOINT_SHIFT, SHIFTS, type Shift } from './shifts.ts';
import { simulateFeature } from './simulate-feature.ts';
import { watchFeature } from './watch-feature.ts';
import {
  CHOICE_NAMES,
  DAY_MS,
  learnFrom,
  simulationOf,
  START_MS,
  type Choice,
  type Learnt,
  type Model,
} from './watch-model.ts';

const WATCHED_DAYS = 2;

/** Minutes until found; null where not found within two days. */
export type Found = Record<Choice, (number | null)[]>;
export type DelayReport = { rowsPerHour: number; delays: Record<string, Found>; byGroup: Record<string, Found> };

type Shifted = { model: Model; feature: number; learnt: Learnt; shift: Shift; seed: number; fromStep: number };

/** Calm until `fromStep`, then two days with the shift. */
function delaysOf({ model, feature, learnt, shift, seed, fromStep }: Shifted): Record<Choice, number | null> {
  const { stepMs, days, mix } = model;
  const spec = mix[feature];
  if (spec === undefined) throw new RangeError('no such feature');
  const history = simulateFeature(spec, {
    ...simulationOf(model, feature, 0),
    startMs: START_MS + days * DAY_MS,
    seed,
    steps: fromStep + (WATCHED_DAYS * DAY_MS) / stepMs,
    shift: { shift, fromStep },
  });
  const found: Record<Choice, number | null> = { several: null, 'one hour': null };
  for (const { choice, settings, alarm } of learnt) {
    const { opened } = watchFeature(alarm, history, { fromStep, settings, onlyFirst: true });
    const [first] = opened;
    found[choice] = first === undefined ? null : ((first + 1 - fromStep) * stepMs) / 60_000;
  }
  return found;
}

function addFound(into: Record<string, Found>, key: string, found: Record<Choice, number | null>): void {
  const all = (into[key] ??= { several: [], 'one hour': [] });
  for (const choice of CHOICE_NAMES) all[choice].push(found[choice]);
}

function earliest(delays: readonly Record<Choice, number | null>[], choice: Choice): number | null {
  const found = delays.flatMap((one) => one[choice] ?? []);
  return found.length === 0 ? null : Math.min(...found);
}

/**
 * How soon each shift is found, of up to `perGroup` features of each kind, at a random time of the day after a calm one;
 * and how soon the first of ten features alerts that shift together.
 */
export function measureDelays(
  model: Model,
  perGroup: number,
  onProgress: (line: string) => void,
  only: readonly string[] = [...SHIFTS, JOINT_SHIFT].map(({ name }) => name),
): DelayReport {
  const report: DelayReport = { rowsPerHour: model.rowsPerHour, delays: {}, byGroup: {} };
  const random = seededRandom(model.seed ^ 0x5eed);
  const stepsADay = DAY_MS / model.stepMs;
  const inGroup = new Map<string, number>();
  const joint: Record<Choice, number | null>[][] = [];
  const jointFrom = stepsADay + Math.floor(random() * stepsADay);
  model.mix.forEach((spec, feature) => {
    const place = inGroup.get(spec.group) ?? 0;
    inGroup.set(spec.group, place + 1);
    if (place >= perGroup) return;
    const learnt = learnFrom(spec, simulateFeature(spec, simulationOf(model, feature, 0)), model, CHOICE_NAMES);
    const shared = { model, feature, learnt };
    for (const shift of SHIFTS) {
      const fromStep = stepsADay + Math.floor(random() * stepsADay);
      const seed = Math.floor(random() * 2 ** 32);
      if (!shift.appliesTo(spec) || !only.includes(shift.name)) continue;
      const found = delaysOf({ ...shared, shift, seed, fromStep });
      addFound(report.delays, shift.name, found);
      addFound(report.byGroup, `${spec.group}: ${shift.name}`, found);
    }
    onProgress(`${model.rowsPerHour}/h: shifts of ${spec.feature.name}`);
    if (!JOINT_SHIFT.appliesTo(spec) || !only.includes(JOINT_SHIFT.name)) return;
    const seed = Math.floor(random() * 2 ** 32);
    const last = joint.at(-1);
    const open = last === undefined || last.length === JOINT_FEATURES ? [] : last;
    if (open !== last) joint.push(open);
    open.push(delaysOf({ ...shared, shift: JOINT_SHIFT, seed, fromStep: jointFrom }));
  });
  for (const together of joint.filter(({ length }) => length === JOINT_FEATURES))
    addFound(report.delays, `${JOINT_SHIFT.name} in ${JOINT_FEATURES} features, first alert`, {
      several: earliest(together, 'several'),
      'one hour': earliest(together, 'one hour'),
    });
  return report;
}
