import { describe, expect, test } from 'vitest';
import { normal, seeded } from '../../test/seeded.ts';
import { column, paneOf, PROVENANCE, referenceOf } from '../../test/streams.ts';
import type { CountableEvent } from '../pane/count-event.ts';
import type { Pane } from '../pane/pane.ts';
import { rebaseline } from '../reference/rebaseline.ts';
import { DriftRuleSettings } from './drift-rule-settings.ts';
import { evaluateWindow } from './evaluate-window.ts';
import type { WindowEvaluation } from './evaluation.ts';
import { falseAlarmProbability } from './false-alarm-probability.ts';
import { openEpisodes, VerdictMemory } from './verdict-memory.ts';

type Break = (features: Record<string, unknown>, random: () => number) => void;

/** A person as a census might record one: age, schooling, where born, and what a model makes of it. */
function person(random: () => number, damage?: Break): CountableEvent {
  const age = Math.floor(random() * 80) + 16;
  const schooling = Math.min(24, Math.max(1, Math.round(16 + 4 * normal(random))));
  const features: Record<string, unknown> = {
    age,
    schooling,
    region: 'nnnnsssewx'[Math.floor(random() * 10)],
    married: random() < 0.5,
    income: Math.exp(10 + normal(random)),
    children: Math.floor(random() ** 3 * 6),
  };
  damage?.(features, random);
  const seenAge = typeof features['age'] === 'number' ? features['age'] : 40;
  return { features, score: 1 / (1 + Math.exp((seenAge - 50) / 15)), latencyMs: 5 + random() * 20, status: 'ok' };
}

function people(n: number, seed: number, damage?: Break): CountableEvent[] {
  const random = seeded(seed);
  return Array.from({ length: n }, () => person(random, damage));
}

/** A second of work; the room is for machines that do several things at once. */
const SLOW = { timeout: 30_000 };

const REFERENCE = referenceOf(people(8_000, 1));
const BROKEN: Break = (features, random) => {
  if (typeof features['age'] === 'number') features['age'] *= 12;
  if (random() < 0.4) features['schooling'] = null;
};

/** Judges panes one after another, ten seconds apart, each a window of thirty seconds. */
function judgeAll(panes: readonly Pane[], settings?: DriftRuleSettings): WindowEvaluation[] {
  let memory: VerdictMemory | null = null;
  return panes.map((pane, i) => {
    const windowEndMs = 30_000 + i * 10_000;
    const judged = evaluateWindow({
      reference: REFERENCE,
      pane,
      windowStartMs: windowEndMs - 30_000,
      windowEndMs,
      memory,
      ...(settings === undefined ? {} : { settings }),
    });
    // Through JSON and its schema, as a process that starts anew reads it.
    memory = VerdictMemory.parse(JSON.parse(JSON.stringify(judged.memory)));
    return judged.evaluation;
  });
}

const criticalOf = ({ features }: WindowEvaluation): string[] =>
  features.filter(({ verdict }) => verdict === 'critical').map(({ feature }) => feature);

describe('a broken feed', () => {
  test.each([1_000, 2_000, 3_000])('of %d events is critical for exactly what broke', (n) => {
    const panes = [1, 2, 3].map((seed) => paneOf(REFERENCE, people(n, 100 + seed, BROKEN)));
    const [first, second, third] = judgeAll(panes);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three windows');
    expect(first.verdict).toBe('warning');
    expect(second.verdict).toBe('critical');
    // The score is computed from the age, so it truly moves.
    expect(criticalOf(second)).toEqual(['age', 'schooling', 'prediction']);
    expect(criticalOf(third)).toEqual(['age', 'schooling', 'prediction']);
    const schooling = second.features.find(({ feature }) => feature === 'schooling');
    expect(schooling).toMatchObject({ worstMetric: 'missingRate', n });
    for (const { feature, verdict } of second.features)
      if (!['age', 'schooling', 'prediction'].includes(feature)) expect(verdict).toBe('ok');
  });
  test('is seen when a third of the window is broken, and is over two calm windows after it has left', () => {
    const mixed = [...people(2_000, 5), ...people(1_000, 6, BROKEN)];
    const calm = paneOf(REFERENCE, people(3_000, 7));
    const verdicts = judgeAll([calm, paneOf(REFERENCE, mixed), paneOf(REFERENCE, mixed), calm, calm, calm]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['ok', 'warning', 'critical', 'critical', 'ok', 'ok']);
  });
  test('began after the last window without it', () => {
    const calm = paneOf(REFERENCE, people(1_000, 8));
    const bad = paneOf(REFERENCE, people(1_000, 9, BROKEN));
    let memory: VerdictMemory | null = null;
    for (const [i, pane] of [calm, calm, bad, bad].entries())
      ({ memory } = evaluateWindow({
        reference: REFERENCE,
        pane,
        windowStartMs: i * 10_000,
        windowEndMs: i * 10_000 + 30_000,
        memory,
      }));
    if (memory === null) throw new Error('four windows were judged');
    expect(openEpisodes(memory)).toEqual(
      ['age', 'schooling', 'prediction'].map((feature) => ({ feature, level: 'critical', beganMs: 40_000 })),
    );
  });
});

describe('calm', () => {
  test('two thousand windows of the smallest judged size: not one beyond a critical threshold', SLOW, () => {
    const random = seeded(42);
    const pool = people(8_000, 1); // the reference's own events, drawn again
    let largest = 0;
    const panes = Array.from({ length: 2_000 }, () =>
      paneOf(
        REFERENCE,
        Array.from({ length: 200 }, () => pool[Math.floor(random() * pool.length)] ?? { features: {} }),
      ),
    );
    for (const evaluation of judgeAll(panes)) {
      expect(evaluation.verdict).toBe('ok');
      largest = Math.max(largest, evaluation.ratio);
    }
    expect(largest).toBeLessThan(1);
  });
  test('fresh events of the same law, at several sizes', SLOW, () => {
    const panes = Array.from({ length: 200 }, (_, i) => paneOf(REFERENCE, people(250 + (i % 4) * 250, 1_000 + i)));
    expect(new Set(judgeAll(panes).map(({ verdict }) => verdict))).toEqual(new Set(['ok']));
  });
});

describe('too little to judge', () => {
  test('no events: no data', () => {
    const [evaluation] = judgeAll([paneOf(REFERENCE, [])]);
    expect(evaluation).toMatchObject({ verdict: 'no-data', n: 0, ratio: 0, worstFeature: null, worstMetric: null });
  });
  test('few events: insufficient, never ok', () => {
    const [evaluation] = judgeAll([paneOf(REFERENCE, people(199, 3))]);
    expect(evaluation?.verdict).toBe('insufficient');
    expect(evaluation?.features.every(({ verdict }) => verdict === 'insufficient')).toBe(true);
  });
  test('a silence neither ends nor begins an episode', () => {
    const bad = paneOf(REFERENCE, people(1_000, 9, BROKEN));
    const silent = paneOf(REFERENCE, []);
    const verdicts = judgeAll([bad, bad, silent, silent, silent, bad]).map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['warning', 'critical', 'no-data', 'no-data', 'no-data', 'critical']);
  });
  test('a feature that is gone altogether is critical by its missing rate, and its other metrics say why not', () => {
    const gone: Break = (features) => delete features['income'];
    const pane = paneOf(REFERENCE, people(1_000, 4, gone));
    const income = judgeAll([pane, pane])
      .at(-1)
      ?.features.find(({ feature }) => feature === 'income');
    expect(income).toMatchObject({ verdict: 'critical', worstMetric: 'missingRate', missing: 1_000 });
    expect(income?.metrics.psi).toEqual({ state: 'undefined', reason: 'the window has 0 values, 50 are needed' });
  });
  test('when all answers fail the prediction has no data and the features are judged all the same', () => {
    const failed = people(1_000, 4).map((event) => ({ ...event, score: null, status: 'error' as const }));
    const [evaluation] = judgeAll([paneOf(REFERENCE, failed)]);
    expect(evaluation?.features.at(-1)).toMatchObject({ feature: 'prediction', n: 0, verdict: 'no-data' });
    expect(evaluation?.verdict).toBe('ok');
  });
});

describe('readings', () => {
  test('thresholds are the conventional ones where chance stays below them', () => {
    const [evaluation] = judgeAll([paneOf(REFERENCE, people(3_000, 4))]);
    expect(evaluation?.features[0]?.metrics.psi).toMatchObject({ warn: 0.1, critical: 0.2, bound: 0 });
  });
  test('and rise with chance where the sample is small', () => {
    const [evaluation] = judgeAll([paneOf(REFERENCE, people(200, 4))]);
    const psi = evaluation?.features[0]?.metrics.psi;
    if (psi?.state !== 'measured' || psi.critical === null) throw new Error('a measured index was expected');
    expect(psi.critical).toBeGreaterThan(0.2);
  });
  test('a rate is judged by what it exceeds the reference by', () => {
    const reference = referenceOf(column(Array.from({ length: 2_000 }, (_, i) => (i % 10 < 3 ? null : i))));
    const pane = paneOf(reference, column(Array.from({ length: 1_000 }, (_, i) => (i % 10 < 3 ? null : i))));
    const { evaluation } = evaluateWindow({ reference, pane, windowStartMs: 0, windowEndMs: 60_000 });
    const reading = evaluation.features[0]?.metrics.missingRate;
    expect(reading).toMatchObject({ value: 0.3, baseline: 0.3, verdict: 'ok' });
  });
  test('after re-baselining what was critical is calm', () => {
    const shifted = people(3_000, 9, BROKEN);
    const rebased = rebaseline(REFERENCE, paneOf(REFERENCE, shifted), { ...PROVENANCE, kind: 'stream' });
    const { evaluation } = evaluateWindow({
      reference: rebased,
      pane: paneOf(REFERENCE, people(1_000, 10, BROKEN)),
      windowStartMs: 0,
      windowEndMs: 30_000,
    });
    expect(evaluation).toMatchObject({ verdict: 'ok', referenceId: rebased.id });
  });
  test('an evaluation survives JSON', () => {
    const [evaluation] = judgeAll([paneOf(REFERENCE, people(1_000, 9, BROKEN))]);
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  });
});

test('a window that is scored again is judged alone and leaves the memory as it was', () => {
  const calm = paneOf(REFERENCE, people(1_000, 8));
  const window = { reference: REFERENCE, windowStartMs: 0, windowEndMs: 30_000 };
  const { memory } = evaluateWindow({ ...window, pane: calm });
  const again = evaluateWindow({ ...window, pane: paneOf(REFERENCE, people(1_000, 9, BROKEN)), memory });
  expect(again.memory).toBe(memory);
  expect(again.evaluation.verdict).toBe('critical');
});

test('a pane of another grid and a window without length are refused', () => {
  const pane = paneOf(REFERENCE, []);
  const other = referenceOf(column([1, 2]));
  expect(() => evaluateWindow({ reference: other, pane, windowStartMs: 0, windowEndMs: 1 })).toThrow(RangeError);
  expect(() => evaluateWindow({ reference: REFERENCE, pane, windowStartMs: 1, windowEndMs: 1 })).toThrow(RangeError);
});

describe('settings', () => {
  test('an empty document gives every default', () => {
    expect(DriftRuleSettings.parse({})).toMatchObject({
      rule: 'calibrated-thresholds',
      minSamples: 200,
      floors: { psi: { warn: 0.1, critical: 0.2 }, meanShift: { warn: 0.5, critical: 1 } },
      hysteresis: { confirmWindows: 2, ofWindows: 3, clearRatio: 0.7, clearWindows: 2 },
    });
  });
  test.each([
    { floors: { psi: { warn: 0.3, critical: 0.2 } } },
    { hysteresis: { confirmWindows: 4, ofWindows: 3 } },
    { minSamples: 0 },
    { metrics: [] },
    { rule: 'none' },
  ])('%j is refused', (document) => {
    expect(DriftRuleSettings.safeParse(document).success).toBe(false);
  });
  test('only the chosen metrics are read', () => {
    const settings = DriftRuleSettings.parse({ metrics: ['psi'] });
    const [evaluation] = judgeAll([paneOf(REFERENCE, people(1_000, 4))], settings);
    expect(Object.keys(evaluation?.features[0]?.metrics ?? {})).toEqual(['psi']);
  });
  test('the alert budget is shared by features, metrics and windows', () => {
    const shared = falseAlarmProbability({
      perWeek: 0.5,
      features: 50,
      metrics: 6,
      windowMs: 3_600_000,
      looksPerWindow: 1,
    });
    expect(shared).toBeCloseTo(0.5 / (50 * 6 * 168), 15);
  });
});
