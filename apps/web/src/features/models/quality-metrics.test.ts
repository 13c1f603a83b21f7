import type { PerformanceView, QualityPoint } from '@leeway/services';
import { expect, it } from 'vitest';
import { qualitySeries, qualitySummary } from './quality-metrics.ts';

const none = { rocAuc: null, accuracy: null, precision: null, recall: null, f1: null };
const blank = { ...none, logLoss: null, brier: null, ece: null };
const point = (startMs: number, realised: number | null, estimated: number): QualityPoint => ({
  startMs,
  endMs: startMs + 60,
  labelled: realised === null ? 0 : 50,
  scored: 100,
  realised: { ...blank, accuracy: realised === null ? null : { value: realised, low: realised - 0.1, high: 1 } },
  estimated: { ...none, accuracy: { value: estimated, low: estimated - 0.05, high: estimated + 0.05 } },
});
const unproven = { state: 'unproven' as const, reason: 'labels have come for 1 of 3 stretches needed', n: 1 };
const view = (accuracy: PerformanceView['trackRecord']['accuracy'] = unproven): PerformanceView => ({
  threshold: 0.5,
  points: [point(0, 0.7, 0.8), point(60, null, 0.82)],
  total: {
    n: 50,
    realised: blank,
    confusion: { tp: 20, fp: 10, tn: 15, fn: 5 },
    estimated: none,
    ownAnswers: null,
  },
  thresholds: [],
  reliability: [],
  noEstimate: null,
  trackRecord: { rocAuc: unproven, accuracy, precision: unproven, recall: unproven, f1: unproven },
  coverage: { labelled: 50, events: 200 },
  isSampled: false,
});
const wrong = { state: 'unreliable' as const, reason: 'concept drift', n: 3, within: 0, bias: 0.1, meanError: 0.1 };

it('draws the realised values with gaps and the estimate with its band in the middle of each stretch', () => {
  const [realised, estimated] = qualitySeries(view(), 'accuracy');
  expect(realised?.points).toEqual([
    { ms: 30, value: 0.7, low: 0.6, high: 1 },
    { ms: 90, value: null, low: null, high: null },
  ]);
  expect(realised?.stepMs).toBe(60);
  expect(estimated?.points.map(({ value }) => value)).toEqual([0.8, 0.82]);
  expect(estimated?.label).toBe('estimated');
});

it('marks an estimate that has been wrong, in its label and in the sentence', () => {
  expect(qualitySeries(view(wrong), 'accuracy')[1]?.label).toBe('estimated, unreliable');
  expect(qualitySummary(view(wrong), 'accuracy')).toMatch(
    /70\.0\s?%; estimated without labels 82\.0\s?%, which has been/u,
  );
  expect(qualitySummary(view(), 'accuracy')).not.toMatch(/wrong/u);
});

it('has no estimate of what cannot be estimated, or without a calibration', () => {
  expect(qualitySeries(view(), 'brier').map(({ id }) => id)).toEqual(['realised']);
  expect(qualitySummary(view(), 'brier')).toBe('Brier score has no labels yet in this range.');
  const without = { ...view(), noEstimate: 'the reference has no labelled scores' };
  expect(qualitySeries(without, 'accuracy').map(({ id }) => id)).toEqual(['realised']);
});
