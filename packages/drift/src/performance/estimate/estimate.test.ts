import { describe, expect, test } from 'vitest';
import { fc } from '../../../test/properties.ts';
import { seeded } from '../../../test/seeded.ts';
import { scoreTableOf } from '../score-table.ts';
import { alertThresholds } from './alert-thresholds.ts';
import { answeredScores } from './answered-scores.ts';
import { ESTIMATED_METRIC_IDS } from './estimated-metrics.ts';
import { estimatePerformance, fitEstimator, type LabelledRows } from './estimator.ts';
import { needsCalibration } from './needs-calibration.ts';
import { trackRecord, type JudgedEstimate } from './track-record.ts';

/** Rows whose positives occur with probability `truth(score)`. */
function rowsOf(seed: number, n: number, truth: (score: number) => number): LabelledRows {
  const random = seeded(seed);
  const scores = Float64Array.from({ length: n }, () => random());
  return {
    scores,
    labels: Uint8Array.from(scores, (score) => (random() < truth(score) ? 1 : 0)),
    answers: Uint8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0)),
  };
}

function estimatesOf(reference: LabelledRows, rows: LabelledRows) {
  return estimatePerformance(fitEstimator(reference), answeredScores(scoreTableOf(rows.scores, rows.answers)));
}

test('overconfident scores are calibrated, honest ones are estimated as they are', () => {
  const honest = rowsOf(1, 4_000, (score) => score);
  const timid = rowsOf(2, 4_000, (score) => (score > 0.5 ? 0.95 : 0.05));
  expect(fitEstimator(timid).curve).not.toBeNull();
  expect(needsCalibration(honest.scores, honest.labels).before ?? 1).toBeLessThan(0.03);
  const estimate = estimatesOf(timid, timid);
  for (const id of ['accuracy', 'recall', 'precision'] as const)
    expect(estimate[id].state === 'estimated' ? estimate[id].value : 0).toBeCloseTo(0.95, 1);
});

test('a different mix of the same rows is estimated rightly without labels; a changed truth is not seen', () => {
  const reference = rowsOf(3, 20_000, (score) => score);
  const unsure = rowsOf(4, 20_000, (score) => score);
  const mid = [...unsure.scores.keys()].filter((row) => Math.abs((unsure.scores[row] ?? 0) - 0.5) < 0.2);
  const picked = {
    scores: Float64Array.from(mid, (row) => unsure.scores[row] ?? 0),
    labels: Uint8Array.from(mid, (row) => unsure.labels[row] ?? 0),
    answers: Uint8Array.from(mid, (row) => unsure.answers[row] ?? 0),
  };
  const right = picked.labels.reduce((sum, label, row) => sum + (label === picked.answers[row] ? 1 : 0), 0);
  const shifted = estimatesOf(reference, picked).accuracy;
  if (shifted.state === 'undefined') throw new Error(shifted.reason);
  expect(Math.abs(shifted.value - right / mid.length)).toBeLessThan(3 * (shifted.samplingError ?? 0));
  const flipped = rowsOf(5, 20_000, (score) => 1 - score);
  const blind = estimatesOf(reference, flipped).accuracy;
  expect(blind.state === 'estimated' ? blind.value : 0).toBeGreaterThan(0.7);
});

test('any reference and any rows give numbers or reasons, never NaN', () => {
  const Labelled = fc.array(
    fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), label: fc.nat(1), answer: fc.nat(1) }),
    { maxLength: 40 },
  );
  const columns = (rows: { score: number; label: number; answer: number }[]): LabelledRows => ({
    scores: Float64Array.from(rows, ({ score }) => score),
    labels: Uint8Array.from(rows, ({ label }) => label),
    answers: Uint8Array.from(rows, ({ answer }) => answer),
  });
  fc.assert(
    fc.property(Labelled, Labelled, (reference, rows) => {
      const estimates = estimatesOf(columns(reference), columns(rows));
      for (const id of ESTIMATED_METRIC_IDS) {
        const estimate = estimates[id];
        if (estimate.state === 'undefined') {
          expect(estimate.reason).not.toBe('');
          continue;
        }
        const { value, lower, upper } = estimate;
        expect(Number.isFinite(value), id).toBe(true);
        if (lower === null || upper === null) expect([lower, upper]).toEqual([null, null]);
        else expect(lower <= value + 1e-12 && value <= upper + 1e-12, id).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

describe('calibration is not asked for where it cannot be judged', () => {
  test.each([
    ['one class', [0.1, 0.2, 0.3], [1, 1, 1], /one class/u],
    ['nothing', [], [], /one class/u],
    ['classes that scores separate', [0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], /separate/u],
    ['a handful', [0.1, 0.9, 0.8, 0.2], [0, 0, 1, 1], /too small/u],
  ])('%s', (_name, scores, labels, reason) => {
    const decision = needsCalibration(Float64Array.from(scores), Uint8Array.from(labels));
    expect(decision).toMatchObject({ needed: false, before: null });
    expect(decision.reason).toMatch(reason);
  });
});

test('alert thresholds are clipped, and leave out what is null', () => {
  expect(alertThresholds([0.9, null, 0.9], 1)).toEqual({ lower: 0.9, upper: 0.9 });
  expect(alertThresholds([0, 1], 1)).toEqual({ lower: 0, upper: 1 });
  expect(alertThresholds([null], 1)).toEqual({ lower: null, upper: null });
});

describe('track record', () => {
  const judged = (realised: number): JudgedEstimate => ({ estimated: 0.9, lower: 0.85, upper: 0.95, realised });
  test('is unproven until labels came for three stretches', () => {
    expect(trackRecord([judged(0.9), judged(0.9)])).toMatchObject({ state: 'unproven', n: 2 });
  });
  test('is reliable while realised values lie within, one stray among many included', () => {
    const record = trackRecord([...Array.from({ length: 9 }, () => judged(0.91)), judged(0.5), judged(0.9)]);
    expect(record).toMatchObject({ state: 'reliable', n: 11, within: 10 });
  });
  test('two misses in a row make it unreliable, with the side and what that means', () => {
    const record = trackRecord([...Array.from({ length: 9 }, () => judged(0.9)), judged(0.7), judged(0.7)]);
    expect(record.state).toBe('unreliable');
    expect(record.reason).toMatch(/below it on the whole: .*concept drift/u);
    if (record.state === 'unproven') return;
    expect(record.bias).toBeCloseTo(0.4 / 11, 12);
    expect(record.meanError).toBeCloseTo(0.4 / 11, 12);
  });
  test('an interval that holds half of everything proves nothing, however often it was right', () => {
    const wide = { estimated: 1, lower: 0.1, upper: 1, realised: 0.35 };
    expect(trackRecord(Array.from({ length: 20 }, () => wide))).toEqual({
      state: 'unproven',
      n: 0,
      reason: 'in 20 of 20 stretches the estimate was too wide to be wrong',
    });
    // What narrow ones said before still counts, as far as it is looked back.
    const record = trackRecord([
      ...Array.from({ length: 10 }, () => judged(0.9)),
      ...Array.from({ length: 10 }, () => wide),
    ]);
    expect(record).toMatchObject({ state: 'reliable', n: 10, within: 10 });
  });
  test('so do misses here and there, until they are more than twenty stretches ago', () => {
    const misses = [0.7, 0.9, 0.99, 0.9, 0.7, 0.9].map(judged);
    expect(trackRecord(misses).state).toBe('unreliable');
    expect(trackRecord([...misses, ...Array.from({ length: 20 }, () => judged(0.9))]).state).toBe('reliable');
  });
});
