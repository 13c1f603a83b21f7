import { fc } from '../../test/properties.ts';
import { describe, expect, test } from 'vitest';
import { golden } from '../../test/golden.ts';
import { CodecError } from '../codec/codec-error.ts';
import { accuracyAtThreshold, answeredAccuracy, positiveRate } from './accuracy.ts';
import { countLabelled, scoreCell, type LabelledPrediction } from './count-labelled.ts';
import { mergeQualityPanes } from './merge-quality-panes.ts';
import { createQualityPane, SCORE_BINS, SCORE_CELLS, type QualityPane } from './quality-pane.ts';
import { decodeQualityPane, encodeQualityPane } from './quality-pane-codec.ts';
import { hanleyMcNeilHalfWidth, rocAuc } from './roc-auc.ts';

type BinaryCase = {
  kind: string;
  name: string;
  y_true: number[];
  y_score: number[];
  threshold: number;
  expected: { roc_auc: number; accuracy: number; confusion: { tn: number; fp: number; fn: number; tp: number } };
};

function paneOf(predictions: readonly LabelledPrediction[]): QualityPane {
  const pane = createQualityPane();
  for (const prediction of predictions) countLabelled(pane, prediction);
  return pane;
}

describe('agrees with scikit-learn', () => {
  const { cases: all } = golden('metrics.json') as { cases: BinaryCase[] };
  const cases = all.filter(({ kind }) => kind === 'binary');
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const pane = paneOf(
      one.y_true.map((label, i) => {
        const score = one.y_score[i] ?? 0;
        return { score, positive: label === 1, predictedPositive: score >= one.threshold };
      }),
    );
    const auc = rocAuc(pane);
    if (Number.isNaN(one.expected.roc_auc)) expect(auc.state).toBe('undefined');
    else {
      if (auc.state !== 'measured') throw new Error(auc.reason);
      expect(Math.abs(auc.value - one.expected.roc_auc)).toBeLessThanOrEqual(auc.bound + 1e-12);
      expect(auc.bound).toBeLessThan(0.005 + (one.y_true.length < 20 ? 0.5 : 0));
    }
    expect(accuracyAtThreshold(pane, one.threshold)).toMatchObject({ value: one.expected.accuracy, bound: 0 });
    expect(answeredAccuracy(pane)).toMatchObject({ value: one.expected.accuracy, n: one.y_true.length });
    const { tp, fp, tn, fn } = one.expected.confusion;
    expect(pane).toMatchObject({ truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn });
    expect(positiveRate(pane)).toMatchObject({ value: (tp + fn) / one.y_true.length });
  });
});

const Prediction = fc.record({
  score: fc.option(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.29, 0.57, 0.999))),
  positive: fc.boolean(),
  predictedPositive: fc.option(fc.boolean()),
});

test('every multiple of 1/1000 opens its own bin, and the ends are cells of their own', () => {
  for (let i = 1; i < SCORE_BINS; i += 1) expect(scoreCell(i / SCORE_BINS)).toBe(i + 1);
  expect(scoreCell(0)).toBe(0);
  expect(scoreCell(-0)).toBe(0);
  expect(scoreCell(Number.MIN_VALUE)).toBe(1);
  expect(scoreCell(1)).toBe(SCORE_CELLS - 1);
  expect(scoreCell(1 - 2 ** -53)).toBe(SCORE_CELLS - 2);
});

test('merging is commutative, associative and equal to counting everything at once', () => {
  fc.assert(
    fc.property(fc.array(Prediction), fc.array(Prediction), fc.array(Prediction), (a, b, c) => {
      const all = paneOf([...a, ...b, ...c]);
      expect(mergeQualityPanes(mergeQualityPanes(paneOf(a), paneOf(b)), paneOf(c))).toEqual(all);
      expect(mergeQualityPanes(paneOf(c), mergeQualityPanes(paneOf(b), paneOf(a)))).toEqual(all);
    }),
    { numRuns: 50 },
  );
});

test('the binned AUC differs from that of all pairs by no more than its bound', () => {
  fc.assert(
    fc.property(fc.array(Prediction, { minLength: 2, maxLength: 60 }), (predictions) => {
      const auc = rocAuc(paneOf(predictions));
      const scores = (positive: boolean): number[] =>
        predictions.flatMap((one) => (one.positive === positive && one.score !== null ? [one.score] : []));
      let wins = 0;
      for (const p of scores(true)) for (const n of scores(false)) wins += p > n ? 1 : p === n ? 0.5 : 0;
      if (auc.state === 'undefined') return;
      expect(Math.abs(auc.value - wins / (auc.positives * auc.negatives))).toBeLessThanOrEqual(auc.bound + 1e-12);
    }),
    { numRuns: 200 },
  );
});

test('the codec keeps every count and refuses damage', () => {
  fc.assert(
    fc.property(fc.array(Prediction), (predictions) => {
      const pane = paneOf(predictions);
      const bytes = encodeQualityPane(pane);
      expect(decodeQualityPane(bytes)).toEqual(pane);
      for (let length = 0; length < bytes.length; length += 1)
        expect(() => decodeQualityPane(bytes.subarray(0, length))).toThrow(CodecError);
      expect(() => decodeQualityPane(Uint8Array.of(...bytes, 0))).toThrow(/after the end/u);
    }),
    { numRuns: 30 },
  );
  const bytes = encodeQualityPane(createQualityPane());
  bytes[2] = 9;
  expect(() => decodeQualityPane(bytes)).toThrow('version 9');
});

test('Hanley and McNeil: the half width of their formula, worked by hand', () => {
  // A = 0.8, 50 positives, 50 negatives: Q1 = 0.666…, Q2 = 0.7111…; variance = (0.16 + 49·0.02666… + 49·0.07111…)/2500.
  const variance = (0.16 + 49 * (0.8 / 1.2 - 0.64) + 49 * (1.28 / 1.8 - 0.64)) / 2_500;
  expect(hanleyMcNeilHalfWidth(0.8, 50, 50)).toBeCloseTo(1.959963984540054 * Math.sqrt(variance), 12);
  expect(hanleyMcNeilHalfWidth(1, 10, 10)).toBe(0);
});

test('without labels, scores or a threshold that is a score, readings are undefined and never NaN', () => {
  const empty = createQualityPane();
  for (const reading of [rocAuc(empty), answeredAccuracy(empty), accuracyAtThreshold(empty, 0.5), positiveRate(empty)])
    expect(reading.state).toBe('undefined');
  const unscored = paneOf([
    { score: null, positive: true },
    { score: Number.NaN, positive: false },
  ]);
  expect(rocAuc(unscored).state).toBe('undefined');
  expect(positiveRate(unscored)).toMatchObject({ value: 0.5, n: 2 });
  expect(accuracyAtThreshold(paneOf([{ score: 0.4, positive: true }]), Number.NaN).state).toBe('undefined');
});

test('a threshold between two multiples of 1/1000 has a bound', () => {
  const pane = paneOf([
    { score: 0.5001, positive: true },
    { score: 0.5004, positive: false },
    { score: 0.9, positive: true },
  ]);
  const reading = accuracyAtThreshold(pane, 0.5003);
  if (reading.state !== 'measured') throw new Error(reading.reason);
  // Truly: 0.5001 is answered negative (wrong), 0.5004 positive (wrong), 0.9 positive (right).
  expect(Math.abs(reading.value - 1 / 3)).toBeLessThanOrEqual(reading.bound);
});
