import { beforeAll, describe, expect, test } from 'vitest';
import {
  ALARM_DAYS,
  alarmPane,
  alarmReference,
  learnStream,
  PANE_MS,
  START_MS,
  type Fault,
} from '../../../test/alarm-stream.ts';
import { DAY_MS, HOUR_MS } from '../../alarms/alarm-counts.ts';
import { AlarmSettings } from '../../alarms/alarm-rule-settings.ts';
import { createPane, type Pane } from '../../pane/pane.ts';
import { DriftRuleSettings } from '../drift-rule-settings.ts';
import { evaluateWindow } from '../evaluate-window.ts';
import type { FeatureEvaluation, WindowEvaluation } from '../evaluation.ts';
import { VerdictMemory } from '../verdict-memory.ts';
import type { LearntAlarms } from './learnt-alarms.ts';
import { WindowSums } from './window-sums.ts';

const reference = alarmReference();
const windowMs = [PANE_MS, 3 * PANE_MS, HOUR_MS, 6 * HOUR_MS];
const alarms = AlarmSettings.parse({ windowMs });
const settings = DriftRuleSettings.parse({ rule: 'learnt', alarms });
/** Noon of the day after the reference. */
const NOON_MS = START_MS + ALARM_DAYS * DAY_MS + 12 * HOUR_MS;
let learnt: LearntAlarms;

beforeAll(() => {
  learnt = learnStream(reference, alarms);
});

type Break = { fault: Fault; fromMs: number; toMs: number };

function paneAt(startMs: number, broken?: Break): Pane {
  const isBroken = broken !== undefined && startMs >= broken.fromMs && startMs < broken.toMs;
  return alarmPane(reference, startMs, isBroken ? broken.fault : undefined);
}

/** Verdicts of all windows that end in (fromMs, toMs]; `restart`: memory and sums are stored and read in between. */
function judge(fromMs: number, toMs: number, broken?: Break, restart?: (endMs: number) => boolean): WindowEvaluation[] {
  const paneOf = (startMs: number) => paneAt(startMs, broken);
  const countedTo = (endMs: number) => {
    const sums = new WindowSums(reference.grid, windowMs, { paneMs: PANE_MS, endMs });
    for (let startMs = endMs - 6 * HOUR_MS; startMs < endMs; startMs += PANE_MS) sums.add(startMs, paneOf(startMs));
    return sums;
  };
  let sums = countedTo(fromMs);
  let memory: VerdictMemory | null = null;
  const evaluations: WindowEvaluation[] = [];
  for (let endMs = fromMs + PANE_MS; endMs <= toMs; endMs += PANE_MS) {
    if (restart?.(endMs) === true && memory !== null) {
      sums = countedTo(endMs - PANE_MS);
      memory = VerdictMemory.parse(JSON.parse(JSON.stringify(memory)));
    }
    sums.moveTo(endMs, paneOf);
    const judged = evaluateWindow({
      reference,
      pane: paneOf(endMs - PANE_MS),
      windowStartMs: endMs - PANE_MS,
      windowEndMs: endMs,
      settings,
      memory,
      alarms: { state: 'ready', learnt, sums },
    });
    ({ memory } = judged);
    evaluations.push(judged.evaluation);
  }
  return evaluations;
}

const featureOf = (evaluation: WindowEvaluation | undefined, name: string): FeatureEvaluation => {
  const found = evaluation?.features.find(({ feature }) => feature === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe('a stream without change', () => {
  test('is ok in every window of a day, by day and by night', () => {
    const evaluations = judge(NOON_MS - 12 * HOUR_MS, NOON_MS + 12 * HOUR_MS);
    expect(evaluations).toHaveLength(288);
    expect(new Set(evaluations.map(({ verdict }) => verdict))).toEqual(new Set(['ok']));
    const age = featureOf(evaluations.at(-1), 'age');
    expect(age).toMatchObject({ verdict: 'ok', beganMs: null, worstMetric: null, metrics: {}, kind: 'numeric' });
    expect(age.ratio).toBeLessThan(1);
    expect(age.alarm?.views).toHaveLength(1);
  });
});

describe('what changes', () => {
  test.each([
    ['age moves', 'age', 'location', 'city'],
    ['city is new', 'city', 'new', 'age'],
    ['age is lost', 'age', 'null', 'city'],
  ] as const)('%s is told of that feature alone, by its view', (fault, feature, view, other) => {
    const evaluations = judge(NOON_MS - HOUR_MS, NOON_MS + HOUR_MS, { fault, fromMs: NOON_MS, toMs: Infinity });
    const first = evaluations.find(({ verdict }) => verdict === 'critical');
    expect(first?.windowEndMs).toBeLessThanOrEqual(NOON_MS + 3 * PANE_MS);
    const last = evaluations.at(-1);
    expect(last).toMatchObject({ verdict: 'critical', worstFeature: feature, worstMetric: null });
    const { alarm, beganMs, metrics, ratio } = featureOf(last, feature);
    expect(alarm?.state).toBe('judged');
    const seen = alarm?.views.find((one) => one.view === view);
    expect(seen).toMatchObject({ isAlert: true });
    expect(seen?.statistic).toBeGreaterThan(seen?.threshold ?? Infinity);
    expect(seen?.effect).toBeGreaterThan(seen?.floor ?? Infinity);
    expect(alarm?.heldByMs).toBe(PANE_MS);
    expect(beganMs).toBe((first?.windowEndMs ?? 0) - PANE_MS);
    expect(ratio).toBeGreaterThan(1);
    // Read for whoever looks at what is elevated.
    expect(Object.keys(metrics)).toContain('psi');
    expect(featureOf(last, other).verdict).toBe('ok');
  });

  test('is calm within the hour after it is gone, though longer windows remember it, and over an hour later', () => {
    const broken: Break = { fault: 'age moves', fromMs: NOON_MS, toMs: NOON_MS + HOUR_MS };
    const evaluations = judge(NOON_MS - HOUR_MS, NOON_MS + 4 * HOUR_MS, broken);
    const at = (endMs: number) =>
      featureOf(
        evaluations.find(({ windowEndMs }) => windowEndMs === endMs),
        'age',
      );
    expect(at(NOON_MS + HOUR_MS).verdict).toBe('critical');
    expect(at(NOON_MS + HOUR_MS + 9 * PANE_MS)).toMatchObject({
      verdict: 'warning',
      beganMs: expect.any(Number) as number,
    });
    expect(at(NOON_MS + HOUR_MS + 9 * PANE_MS).alarm?.heldByMs).toBeUndefined();
    for (let endMs = NOON_MS + 3 * HOUR_MS; endMs <= NOON_MS + 4 * HOUR_MS; endMs += PANE_MS)
      expect(at(endMs)).toMatchObject({ verdict: 'ok', beganMs: null });
  });
});

test('a restart in the middle of an episode changes nothing', () => {
  const broken: Break = { fault: 'age is lost', fromMs: NOON_MS, toMs: NOON_MS + HOUR_MS };
  const straight = judge(NOON_MS - HOUR_MS, NOON_MS + 3 * HOUR_MS, broken);
  const restarted = judge(NOON_MS - HOUR_MS, NOON_MS + 3 * HOUR_MS, broken, (endMs) => (endMs / PANE_MS) % 7 === 0);
  expect(restarted).toEqual(straight);
});

test('too few events are insufficient, and do not end an episode', () => {
  const sums = new WindowSums(reference.grid, windowMs, { paneMs: PANE_MS, endMs: NOON_MS });
  const episode = { openedMs: NOON_MS - HOUR_MS, lastHeldMs: NOON_MS - PANE_MS, beganMs: NOON_MS - 2 * HOUR_MS };
  const open = { feature: 'age', episode, endedMs: null, peaks: [] };
  const { evaluation, memory } = evaluateWindow({
    reference,
    pane: alarmPane(reference, NOON_MS - PANE_MS, undefined, 10),
    windowStartMs: NOON_MS - PANE_MS,
    windowEndMs: NOON_MS,
    settings,
    memory: { lastWindowEndMs: NOON_MS - PANE_MS, features: [], alarms: [open] },
    alarms: { state: 'ready', learnt, sums },
  });
  expect(evaluation).toMatchObject({ verdict: 'insufficient', n: 10 });
  expect(featureOf(evaluation, 'age')).toMatchObject({ verdict: 'insufficient', beganMs: episode.beganMs, n: 10 });
  expect(memory.alarms).toEqual([open]);
});

test('without anything learnt calibrated thresholds judge, and every verdict says so', () => {
  const pane = alarmPane(reference, NOON_MS, undefined, 600);
  const input = { reference, pane, windowStartMs: NOON_MS, windowEndMs: NOON_MS + PANE_MS };
  const reason = 'the reference covers 1.0 days, 3 full ones are needed';
  const fallen = evaluateWindow({ ...input, settings, alarms: { state: 'unlearnt', reason } });
  expect(fallen.evaluation.judgedBy).toEqual({ asked: 'learnt', rule: 'calibrated-thresholds', reason });
  const calibrated = evaluateWindow({ ...input, settings: { ...settings, rule: 'calibrated-thresholds' } });
  expect(fallen.evaluation.features).toEqual(calibrated.evaluation.features);
  expect(calibrated.evaluation.judgedBy).toBeUndefined();
  expect(evaluateWindow({ ...input, settings }).evaluation.judgedBy?.reason).toMatch(/nothing was learnt/u);
});

test('a window without events has no verdict', () => {
  const sums = new WindowSums(reference.grid, windowMs, { paneMs: PANE_MS, endMs: NOON_MS });
  const pane = createPane(reference.grid);
  const { evaluation } = evaluateWindow({
    reference,
    pane,
    windowStartMs: NOON_MS - PANE_MS,
    windowEndMs: NOON_MS,
    settings,
    alarms: { state: 'ready', learnt, sums },
  });
  expect(evaluation.verdict).toBe('no-data');
});
