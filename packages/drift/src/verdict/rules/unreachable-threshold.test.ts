import { expect, test } from 'vitest';
import { normal, seeded } from '../../../test/seeded.ts';
import { paneOf, referenceOf } from '../../../test/streams.ts';
import { featureReadings } from '../../metrics/feature-readings.ts';
import type { CountableEvent } from '../../pane/count-event.ts';
import { DriftRuleSettings } from '../drift-rule-settings.ts';
import { evaluateWindow } from '../evaluate-window.ts';

/** A feature that is there in one of `every` events. */
function seldom(n: number, every: number, seed: number): CountableEvent[] {
  const random = seeded(seed);
  return Array.from({ length: n }, (_, index) => ({ features: { x: index % every === 0 ? normal(random) : null } }));
}

function missingOf(every: number, rule: DriftRuleSettings['rule'] = 'calibrated-thresholds') {
  const reference = referenceOf(seldom(20_000, every, 1));
  const pane = paneOf(reference, seldom(2_000, every, 2));
  const settings = DriftRuleSettings.parse({ rule });
  const { evaluation } = evaluateWindow({ reference, pane, windowStartMs: 0, windowEndMs: 60_000, settings });
  return {
    judged: evaluation.features[0],
    read: featureReadings({ reference, pane }, 'x', settings)?.missingRate,
  };
}

test.each(['calibrated-thresholds', 'fixed-thresholds'] as const)(
  'a feature that is nearly always missing has no threshold above all of the events (%s)',
  (rule) => {
    const { judged, read } = missingOf(50, rule);
    expect(judged?.verdict).toBe('ok');
    // 98 % are missing: critical would be 103 %, and warning exactly 100 %.
    expect(judged?.metrics.missingRate).toMatchObject({ state: 'measured', critical: null, verdict: 'ok' });
    expect(read).toMatchObject({ state: 'measured', critical: null, verdict: 'ok' });
  },
);

test('below that its thresholds stand above the rate of the reference', () => {
  const { missingRate } = missingOf(2, 'fixed-thresholds').judged?.metrics ?? {};
  expect(missingRate).toHaveProperty('warn', expect.closeTo(0.52, 6));
  expect(missingRate).toHaveProperty('critical', expect.closeTo(0.55, 6));
});
