import { describe, expect, test } from 'vitest';
import { golden } from '../../../test/golden.ts';
import { reliabilityCurve } from '../calibration/reliability-curve.ts';
import { scoreTableOf } from '../score-table.ts';
import { binaryPerformance } from './binary-performance.ts';
import { confusionAt } from './confusion.ts';
import type { BinaryMetricId } from './index.ts';

type Bin = { bin: number; n: number; mean_pred?: number; frac_pos?: number };
type Case = {
  name: string;
  kind: string;
  y_true: number[];
  y_score: number[];
  threshold: number;
  expected: Record<string, number | null> & { confusion: Record<string, number>; calibration_bins: Bin[] };
};

const NAMES: Partial<Record<BinaryMetricId, string>> = {
  rocAuc: 'roc_auc',
  averagePrecision: 'average_precision',
  accuracy: 'accuracy',
  precision: 'precision',
  recall: 'recall',
  f1: 'f1',
  logLoss: 'log_loss',
  brier: 'brier',
  ece: 'ece_10_equal_width',
  mce: 'mce_10_equal_width',
  balancedAccuracy: 'balanced_accuracy',
  mcc: 'mcc',
  cohenKappa: 'cohen_kappa',
  ksScore: 'ks_score_pos_vs_neg',
};

const cases = (golden('metrics.json') as { cases: Case[] }).cases.filter(({ kind }) => kind === 'binary');

describe.each(cases.map((one) => [one.name, one] as const))('scikit-learn on %s', (_name, one) => {
  const table = scoreTableOf(Float64Array.from(one.y_score), Uint8Array.from(one.y_true));
  const { confusion } = confusionAt(table, one.threshold);
  const readings = binaryPerformance({ table, confusion });
  test.each(Object.entries(NAMES))('%s = %s', (id, name) => {
    const expected = one.expected[name] ?? Number.NaN;
    const reading = readings[id as BinaryMetricId];
    if (Number.isNaN(expected)) {
      expect(reading).toMatchObject({ state: 'undefined', reason: expect.stringMatching(/./u) as string });
      return;
    }
    if (reading.state === 'undefined') throw new Error(reading.reason);
    expect(Math.abs(reading.value - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
    expect(reading.bound).toBe(0);
  });
  test('counts of answers', () => {
    expect(confusion).toEqual(one.expected.confusion);
    for (const id of ['tp', 'fp', 'tn', 'fn'] as const)
      expect(readings[id]).toMatchObject({ state: 'measured', value: one.expected.confusion[id] });
  });
  test('reliability curve', () => {
    for (const bin of one.expected.calibration_bins) {
      const own = reliabilityCurve(table)[bin.bin];
      expect(own?.n).toBe(bin.n);
      if (bin.mean_pred === undefined || bin.frac_pos === undefined) expect(own?.meanScore).toBeNull();
      else {
        expect(own?.meanScore).toBeCloseTo(bin.mean_pred, 12);
        expect(own?.positiveShare).toBeCloseTo(bin.frac_pos, 12);
      }
    }
  });
});

test('specificity, worked by hand', () => {
  const specificity = (tn: number, fp: number) =>
    binaryPerformance({ table: null, confusion: { tp: 3, fp, tn, fn: 1 } }).specificity;
  expect(specificity(3, 1)).toEqual({ state: 'measured', value: 0.75, bound: 0 });
  expect(specificity(0, 0)).toMatchObject({ state: 'undefined', reason: 'no negatives' });
});
