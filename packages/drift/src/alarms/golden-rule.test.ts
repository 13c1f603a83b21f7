import { describe, expect, test } from 'vitest';
import { golden } from '../../test/golden.ts';
import { HOUR_MS, type AlarmFeature } from './alarm-counts.ts';
import { AlarmSettings } from './alarm-rule-settings.ts';
import { judgeFeatureAlarm } from './judge-feature-alarm.ts';
import { learnFeatureAlarm } from './learn-feature-alarm.ts';
import type { SingleViewId } from './window-views.ts';
import type { ViewLaw } from './view-law.ts';

type Case = {
  days: number;
  features: number;
  budgetPerWeek: number;
  /** Hour by hour: twelve value cells, missing, new. */
  counts: number[];
  window: number[];
  shapeDf: number;
  lowTailEnd: number;
  highTailStart: number;
  lengths: {
    windowHours: number;
    windows: number;
    meanRows: number;
    phi: number;
    laws: Record<SingleViewId, ViewLaw>;
    cellPhi: number[];
    cellTau: number[];
    cellFactor: number;
    judged: Record<SingleViewId, { statistic: number; effect: number; threshold: number }>;
  }[];
};

const { cases } = golden('alarm-rule.json') as { cases: Case[] };
const feature: AlarmFeature = { name: 'f', isOrdered: true, valueCells: 12 };

function expectNear(value: number | undefined, expected: number): void {
  // Quantiles far out in the tail are those of SciPy's `isf`, good to about nine digits.
  expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-7 * Math.max(1e-3, Math.abs(expected)));
}

describe.each(cases)('the whole rule, as SciPy computes it from its description: $days days', (one) => {
  const settings = AlarmSettings.parse({
    budgetPerWeek: one.budgetPerWeek,
    windowMs: one.lengths.map(({ windowHours }) => windowHours * HOUR_MS),
  });
  const counts = Float64Array.from(one.counts);
  // A Monday, so that weekends lie where the days do.
  const history = { startMs: Date.UTC(2026, 0, 5), stepMs: HOUR_MS, steps: one.days * 24, counts };
  const alarm = learnFeatureAlarm(feature, history, { features: one.features, settings });

  test('groups', () => {
    const { shapeDf, lowTailEnd, highTailStart } = alarm.groups;
    expect(alarm.classes.classing).toBe('all');
    expect({ shapeDf, lowTailEnd, highTailStart }).toEqual({
      shapeDf: one.shapeDf,
      lowTailEnd: one.lowTailEnd,
      highTailStart: one.highTailStart,
    });
  });

  test.each(one.lengths.map((length, index) => [length.windowHours, length, index] as const))(
    'learns windows of %i h and judges one',
    (_, expected, index) => {
      const length = alarm.lengths[index];
      if (length === undefined) throw new Error('no such length');
      expect(length.windows).toBe(expected.windows);
      expectNear(length.meanRows, expected.meanRows);
      expectNear(length.phi, expected.phi);
      for (const [view, law] of Object.entries(expected.laws) as [SingleViewId, ViewLaw][])
        for (const key of ['mu', 'nu', 'tau', 'factor'] as const) expectNear(length.laws[view]?.[key], law[key]);
      expected.cellPhi.forEach((phi, cell) => expectNear(length.cellPhi[cell], phi));
      expected.cellTau.forEach((tau, cell) => expectNear(length.cellTau[cell], tau));
      expectNear(length.cellFactor, expected.cellFactor);
      const rows = one.window.reduce((sum, count) => sum + count, 0);
      const window = { counts: Float64Array.from(one.window), hours: [{ hourStartMs: history.startMs, rows }] };
      const reading = judgeFeatureAlarm(alarm, length, window, settings.floors);
      if (reading.state !== 'judged') throw new Error(reading.state);
      for (const [view, values] of Object.entries(expected.judged)) {
        const judged = reading.views.find((other) => other.view === view);
        for (const key of ['statistic', 'effect', 'threshold'] as const) expectNear(judged?.[key], values[key]);
      }
    },
  );
});
