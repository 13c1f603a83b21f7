import { describe, expect, test } from 'vitest';
import { golden } from '../../../test/golden.ts';
import { MersenneTwister } from '../../detectors/mersenne-twister.ts';
import { binaryPerformance } from '../binary/binary-performance.ts';
import { confusionOf } from '../binary/confusion.ts';
import { calibrate } from '../calibration/isotonic.ts';
import { scoreTableOf } from '../score-table.ts';
import { answeredScores } from './answered-scores.ts';
import { estimateMetrics, type EstimatedMetricId } from './estimated-metrics.ts';
import { estimatePerformance, fitEstimator, type LabelledRows } from './estimator.ts';
import { needsCalibration } from './needs-calibration.ts';
import { rankingDeviation } from './ranking-deviation.ts';
import { stratifiedSplits } from './stratified-splits.ts';
import { usualRanges, type ThresholdMetricId } from './usual-range.ts';

type Golden = {
  needsCalibration: boolean;
  thresholds: Record<ThresholdMetricId, [number, number]>;
  chunks: {
    start: number;
    estimated: Record<ThresholdMetricId, [number, number, number, number]>;
    realised: Record<ThresholdMetricId, number>;
  }[];
  units: {
    name: string;
    scores: number[];
    probabilities: number[];
    answers: number[];
    expected: Partial<Record<EstimatedMetricId, number>>;
  }[];
  carLoanCurve: { thresholds: [number[], number[]]; grid: [number[], number[]] };
  decisions: { labels: string; scores: number[]; needed: boolean; deviation: [number, number] }[];
  splits: { labels: string; held: number[][] }[];
  rows: string;
  answers: string;
};

const CHUNK = 5_000;
const REFERENCE = 50_000;
const nannyml = golden('nannyml.json') as Golden;

function carLoan(): LabelledRows {
  const rows = Buffer.from(nannyml.rows, 'base64');
  const bits = Buffer.from(nannyml.answers, 'base64');
  return {
    scores: Float64Array.from(rows, (row) => (row >> 1) / 100),
    labels: Uint8Array.from(rows, (row) => row & 1),
    answers: Uint8Array.from(rows, (_, i) => ((bits[i >> 3] ?? 0) >> (i & 7)) & 1),
  };
}

function part({ scores, labels, answers }: LabelledRows, start: number, rows: number): LabelledRows {
  const end = start + rows;
  return {
    scores: scores.subarray(start, end),
    labels: labels.subarray(start, end),
    answers: answers.subarray(start, end),
  };
}

function expectClose(actual: number | null, expected: number, tolerance: number): void {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

/** What differs between machines in NannyML itself, and how far. */
const LOOSE: Partial<Record<ThresholdMetricId, number>> = { rocAuc: 1e-5, averagePrecision: 5e-3 };

describe('NannyML on the car loan data', () => {
  const rows = carLoan();
  const reference = part(rows, 0, REFERENCE);
  const estimator = fitEstimator(reference);

  test('calibration is found to be needed, and is the same curve', () => {
    expect(estimator.decision.needed).toBe(nannyml.needsCalibration);
    const { curve } = estimator;
    if (curve === null) throw new Error('calibration was needed');
    expect([...curve.scores]).toEqual(nannyml.carLoanCurve.thresholds[0]);
    const [grid, expected] = nannyml.carLoanCurve.grid;
    for (const [i, score] of grid.entries()) expectClose(calibrate(curve, score), expected[i] ?? 0, 1e-14);
  });

  test.each(nannyml.chunks)('chunk from row $start: estimates and what was realised', (chunk) => {
    const { scores, labels, answers } = part(rows, chunk.start, CHUNK);
    const estimates = estimatePerformance(estimator, answeredScores(scoreTableOf(scores, answers)));
    const realised = binaryPerformance({
      table: scoreTableOf(scores, labels),
      confusion: confusionOf(labels, answers),
    });
    for (const [name, [value, error, lower, upper]] of Object.entries(chunk.estimated)) {
      const id = name as ThresholdMetricId;
      const estimate = estimates[id];
      if (estimate.state === 'undefined') throw new Error(estimate.reason);
      expectClose(estimate.value, value, 1e-12);
      expectClose(estimate.samplingError, error, LOOSE[id] ?? 1e-12);
      expectClose(estimate.lower, lower, LOOSE[id] ?? 1e-12);
      expectClose(estimate.upper, upper, LOOSE[id] ?? 1e-12);
      const reading = realised[id];
      expectClose(reading.state === 'measured' ? reading.value : null, chunk.realised[id], 1e-12);
    }
  });

  test('alert thresholds', () => {
    const ranges = usualRanges(reference, CHUNK);
    for (const [name, [lower, upper]] of Object.entries(nannyml.thresholds)) {
      const range = ranges[name as ThresholdMetricId];
      expectClose(range.lower, lower, 1e-11);
      expectClose(range.upper, upper, 1e-11);
    }
  });
});

describe('NannyML on explicit arrays', () => {
  test.each(nannyml.units.map((one) => [one.name, one] as const))('%s', (_name, unit) => {
    const probabilities = new Map(unit.scores.map((score, i) => [score, unit.probabilities[i] ?? 0]));
    const table = scoreTableOf(Float64Array.from(unit.scores), Uint8Array.from(unit.answers));
    const readings = estimateMetrics(answeredScores(table), (score) => probabilities.get(score) ?? Number.NaN);
    for (const [id, expected] of Object.entries(unit.expected)) {
      const reading = readings[id as EstimatedMetricId];
      expectClose(reading.state === 'measured' ? reading.value : null, expected, 1e-12);
    }
  });

  test.each(nannyml.decisions.map((one) => [one.labels.length, one.needed, one] as const))(
    'of %d rows: calibration needed is %s',
    (_rows, needed, { labels, scores, deviation }) => {
      const bits = Uint8Array.from(labels, Number);
      expect(needsCalibration(Float64Array.from(scores), bits).needed).toBe(needed);
      const own = rankingDeviation(Float64Array.from(scores), bits);
      expectClose(own?.std ?? null, deviation[0], 1e-12);
      expectClose(own?.fraction ?? null, deviation[1], 1e-12);
    },
  );
});

test('rows are held out as scikit-learn holds them out', () => {
  for (const { labels, held } of nannyml.splits) {
    const splits = [...stratifiedSplits(Uint8Array.from(labels, Number), held.length, MersenneTwister.ofNumpySeed(42))];
    expect(splits.map(({ test }) => [...test])).toEqual(held);
    for (const { train, test } of splits) expect(new Set([...train, ...test]).size).toBe(labels.length);
  }
});
