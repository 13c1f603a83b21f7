import { expect, test } from 'vitest';
import { normal, seeded } from '../../../test/seeded.ts';
import { paneOf, referenceOf } from '../../../test/streams.ts';
import type { CountableEvent } from '../../pane/count-event.ts';
import { DriftRuleSettings } from '../drift-rule-settings.ts';
import { evaluateWindow } from '../evaluate-window.ts';

function events(n: number, seed: number, shift = 0): CountableEvent[] {
  const random = seeded(seed);
  return Array.from({ length: n }, () => ({ features: { x: shift + normal(random) } }));
}

const reference = referenceOf(events(5_000, 1));

function judge(rule: DriftRuleSettings['rule'], window: CountableEvent[]) {
  const settings = DriftRuleSettings.parse({ rule, minSamples: 20, minValues: 20 });
  const pane = paneOf(reference, window);
  const { evaluation } = evaluateWindow({ reference, pane, windowStartMs: 0, windowEndMs: 60_000, settings });
  return evaluation.features[0]?.metrics.psi;
}

test('a conventional threshold is the same however few events there are', () => {
  for (const n of [40, 400, 4_000])
    expect(judge('fixed-thresholds', events(n, 2))).toMatchObject({ state: 'measured', warn: 0.1, critical: 0.2 });
});

test('chance fires it in a small window where the calibrated rule keeps still', () => {
  const small = events(40, 3);
  expect(judge('fixed-thresholds', small)).toMatchObject({ verdict: 'critical' });
  expect(judge('calibrated-thresholds', small)).toMatchObject({ verdict: 'ok' });
});

test('both see what has changed', () => {
  const moved = events(4_000, 4, 1);
  expect(judge('fixed-thresholds', moved)).toMatchObject({ verdict: 'critical' });
  expect(judge('calibrated-thresholds', moved)).toMatchObject({ verdict: 'critical' });
});
