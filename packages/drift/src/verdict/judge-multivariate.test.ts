import { describe, expect, test } from 'vitest';
import { normal, seeded } from '../../test/seeded.ts';
import { paneOf, referenceOf } from '../../test/streams.ts';
import type { CountableEvent } from '../pane/count-event.ts';
import { evaluateWindow } from './evaluate-window.ts';
import type { WindowEvaluation } from './evaluation.ts';
import { VerdictMemory } from './verdict-memory.ts';

const random = seeded(12);

function texts(count: number, change: { shift?: number; broken?: boolean; missing?: boolean } = {}): CountableEvent[] {
  return Array.from({ length: count }, () => {
    const size = normal(random);
    const other = change.broken === true ? normal(random) : size;
    return {
      features: {
        words: 10 + size,
        letters: 50 + 5 * other + 0.3 * normal(random),
        embedding:
          change.missing === true ? null : Array.from({ length: 8 }, () => normal(random) + (change.shift ?? 0)),
      },
      score: random(),
    };
  });
}

const reference = referenceOf(texts(3_000));

function judgeAll(windows: readonly CountableEvent[][]): WindowEvaluation[] {
  let memory: VerdictMemory | null = null;
  return windows.map((events, i) => {
    const windowEndMs = (i + 1) * 60_000;
    const pane = paneOf(reference, events);
    const judged = evaluateWindow({ reference, pane, windowStartMs: windowEndMs - 60_000, windowEndMs, memory });
    memory = VerdictMemory.parse(JSON.parse(JSON.stringify(judged.memory)));
    return judged.evaluation;
  });
}

const verdictOf = (evaluation: WindowEvaluation | undefined, name: string) =>
  evaluation?.features.find(({ feature }) => feature === name);

describe('vectors', () => {
  const windows = judgeAll([
    texts(400),
    ...Array.from({ length: 3 }, () => texts(400, { shift: 0.6 })),
    ...Array.from({ length: 4 }, () => texts(400)),
  ]);

  test('that moved make their feature critical, confirmed by a second window, and calm again afterwards', () => {
    expect(windows.map((one) => verdictOf(one, 'embedding')?.verdict)).toEqual([
      'ok',
      'warning',
      'critical',
      'critical',
      'critical',
      'ok',
      'ok',
      'ok',
    ]);
  });
  test('give the window its verdict, its worst feature and when it began', () => {
    expect(windows[2]).toMatchObject({ verdict: 'critical', worstFeature: 'embedding', worstMetric: null });
    expect(verdictOf(windows[2], 'embedding')).toMatchObject({
      kind: 'vector',
      beganMs: 60_000,
      multivariate: { id: 'maximumMeanDiscrepancy', state: 'measured', verdict: 'critical', n: 400 },
    });
    expect(windows[2]?.ratio).toBeGreaterThan(1);
  });
  test('that are missing are judged by that', () => {
    const [, gone] = judgeAll([texts(400, { missing: true }), texts(400, { missing: true })]);
    expect(verdictOf(gone, 'embedding')).toMatchObject({ verdict: 'critical', worstMetric: 'missingRate' });
  });
  test('too few to judge are called so', () => {
    const [few] = judgeAll([texts(20, { shift: 3 })]);
    expect(few?.multivariate?.map(({ verdict }) => verdict)).toEqual(['insufficient', 'insufficient']);
  });
});

test('relations that break are seen beside features that are all calm', () => {
  const [, second] = judgeAll([texts(400, { broken: true }), texts(400, { broken: true })]);
  expect(second?.verdict).toBe('ok');
  expect(second?.multivariate?.[0]).toMatchObject({
    reading: { id: 'reconstructionError', feature: null },
    verdict: 'critical',
    beganMs: 0,
  });
});
