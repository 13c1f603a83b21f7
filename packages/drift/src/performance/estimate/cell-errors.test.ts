import { describe, expect, test } from 'vitest';
import { seeded } from '../../../test/seeded.ts';
import { paneOf, referenceOf } from '../../../test/streams.ts';
import type { FrozenReference } from '../../reference/frozen-reference.ts';
import { confusionOf } from '../binary/confusion.ts';
import { binaryPerformance } from '../binary/binary-performance.ts';
import { scoreCell } from '../count-labelled.ts';
import { SCORE_CELLS } from '../quality-pane.ts';
import { scoreTableOf } from '../score-table.ts';
import { estimateFromCells, type CellEstimatedId, type CellEstimates } from './estimate-from-cells.ts';
import { estimateStandardError } from './estimate-standard-error.ts';

type Estimated = Extract<CellEstimates, { state: 'estimated' }>;
const IDS = ['rocAuc', 'accuracy', 'precision', 'recall', 'f1', 'tp'] as const satisfies CellEstimatedId[];
const THRESHOLD = 0.4;
/** A model that is too sure of itself: truth lies between 0.15 and 0.75. */
const truthOf = (score: number): number => 0.15 + 0.6 * score;

const drawScores = (random: () => number, n: number): Float64Array =>
  Float64Array.from({ length: n }, () => Math.round(random() ** 1.4 * 40) / 40);
const drawLabels = (random: () => number, scores: Float64Array): Uint8Array =>
  Uint8Array.from(scores, (score) => (random() < truthOf(score) ? 1 : 0));

function labelled(scores: Float64Array, labels: Uint8Array, base: FrozenReference): FrozenReference {
  const [positive, negative] = [new Float64Array(SCORE_CELLS), new Float64Array(SCORE_CELLS)];
  for (const [row, score] of scores.entries()) {
    const side = labels[row] === 1 ? positive : negative;
    side[scoreCell(score)] = (side[scoreCell(score)] ?? 0) + 1;
  }
  return { ...base, quality: { positive, negative } };
}

const eventsOf = (scores: Float64Array) => Array.from(scores, (score) => ({ features: {}, score }));
const grid = referenceOf(eventsOf(drawScores(seeded(1), 4_000)));

function realised(scores: Float64Array, labels: Uint8Array): Record<(typeof IDS)[number], number> {
  const answers = Uint8Array.from(scores, (score) => (score >= THRESHOLD ? 1 : 0));
  const all = binaryPerformance({ table: scoreTableOf(scores, labels), confusion: confusionOf(labels, answers) });
  const read = (id: (typeof IDS)[number]): number => {
    const reading = all[id];
    return reading.state === 'measured' ? reading.value : Number.NaN;
  };
  return Object.fromEntries(IDS.map((id) => [id, read(id)])) as Record<(typeof IDS)[number], number>;
}

function estimated(reference: FrozenReference, scores: Float64Array): Estimated {
  const estimates = estimateFromCells(reference, paneOf(reference, eventsOf(scores)), THRESHOLD);
  if (estimates.state === 'undefined') throw new Error(estimates.reason);
  return estimates;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** So many labels that they say the truth: 4,000 rows of each score, as often positive as they should be. */
function exactReference(): FrozenReference {
  const scores = Float64Array.from({ length: 41 * 4_000 }, (_, row) => (row % 41) / 40);
  const labels = Uint8Array.from(scores, (score, row) => (Math.floor(row / 41) < truthOf(score) * 4_000 ? 1 : 0));
  return labelled(scores, labels, grid);
}

describe('the sampling error of an estimate', () => {
  test('is how much what is realised varies from one draw of labels to the next', () => {
    const random = seeded(2);
    const scores = drawScores(random, 1_500);
    const { errors } = estimated(exactReference(), scores);
    const draws = Array.from({ length: 600 }, () => realised(scores, drawLabels(random, scores)));
    for (const id of IDS) {
      const seen = deviation(draws.map((draw) => draw[id]));
      // The deviation of 600 draws is itself known to 1/√1,200 = 3 %.
      expect(Math.sqrt(errors[id]?.labels ?? 0) / seen, id).toBeGreaterThan(0.9);
      expect(Math.sqrt(errors[id]?.labels ?? 0) / seen, id).toBeLessThan(1.1);
    }
  });

  test('widens as labels are those of a part of the rows', () => {
    const random = seeded(3);
    const scores = drawScores(random, 3_000);
    const { errors, n } = estimated(exactReference(), scores);
    const draws = Array.from({ length: 600 }, () => {
      const rows = new Set<number>();
      while (rows.size < 300) rows.add(Math.floor(random() * 3_000));
      const part = Float64Array.from(rows, (row) => scores[row] ?? 0);
      return realised(part, drawLabels(random, part));
    });
    for (const id of IDS) {
      if (id === 'tp') continue;
      const error = errors[id];
      if (error === null) throw new Error(id);
      const ratio =
        estimateStandardError({ ...error, calibration: 0 }, n, 300) / deviation(draws.map((one) => one[id]));
      expect(ratio, id).toBeGreaterThan(0.9);
      expect(ratio, id).toBeLessThan(1.1);
    }
  });

  test('holds what the reference’s own labels leave open', () => {
    const random = seeded(4);
    const scores = drawScores(random, 2_000);
    const estimates = Array.from({ length: 150 }, () => {
      const rows = drawScores(random, 800);
      return estimated(labelled(rows, drawLabels(random, rows), grid), scores);
    });
    for (const id of IDS) {
      const seen = deviation(
        estimates.map(({ metrics }) => (metrics[id].state === 'measured' ? metrics[id].value : Number.NaN)),
      );
      const said = estimates.reduce((sum, { errors }) => sum + (errors[id]?.calibration ?? 0), 0) / estimates.length;
      // 150 references know the deviation to 6 %; pooling itself is left out.
      expect(Math.sqrt(said) / seen, id).toBeGreaterThan(0.75);
      expect(Math.sqrt(said) / seen, id).toBeLessThan(1.35);
    }
  });

  test('covers what is realised as often as three sampling errors should', () => {
    const random = seeded(5);
    let [inside, all] = [0, 0];
    for (let draw = 0; draw < 120; draw += 1) {
      const rows = drawScores(random, 1_000);
      const reference = labelled(rows, drawLabels(random, rows), grid);
      const scores = drawScores(random, 400);
      const { metrics, errors, n } = estimated(reference, scores);
      const truth = realised(scores, drawLabels(random, scores));
      for (const id of ['rocAuc', 'accuracy', 'precision', 'recall', 'f1'] as const) {
        const [metric, error] = [metrics[id], errors[id]];
        if (metric.state === 'undefined' || error === null) throw new Error(id);
        all += 1;
        if (Math.abs(metric.value - truth[id]) <= 3 * estimateStandardError(error, n, n)) inside += 1;
      }
    }
    expect(inside / all).toBeGreaterThan(0.975);
  });
});

test('worked by hand: two cells', () => {
  const scores = Float64Array.from([...Array<number>(30).fill(0.2005), ...Array<number>(70).fill(0.8005)]);
  const rows = Float64Array.from([...Array<number>(100).fill(0.2005), ...Array<number>(100).fill(0.8005)]);
  const labels = Uint8Array.from(rows, (score, row) => (row % 100 < (score === 0.2005 ? 10 : 60) ? 1 : 0));
  const base = referenceOf(eventsOf(rows));
  const { errors } = estimated(labelled(rows, labels, base), scores);
  // 30 rows refused at p = 0.1, 70 answered at p = 0.6: tp 42, fp 28, fn 3, tn 27.
  expect(errors.tp?.labels).toBeCloseTo(70 * 0.24, 9);
  expect(errors.accuracy?.labels).toBeCloseTo((70 * 0.24 + 30 * 0.09) / 100 ** 2, 12);
  expect(errors.precision?.labels).toBeCloseTo((70 * 0.24) / 70 ** 2, 12);
  expect(errors.recall?.labels).toBeCloseTo((3 ** 2 * 70 * 0.24 + 42 ** 2 * 30 * 0.09) / 45 ** 4, 12);
  const smoothed = (p: number): number => ((100 * p + 0.5) / 101) * (1 - (100 * p + 0.5) / 101);
  expect(errors.precision?.calibration).toBeCloseTo(smoothed(0.6) / 100, 12);
  expect(errors.precision?.mix).toBeCloseTo(0, 12);
  expect(errors.accuracy?.mix).toBeCloseTo((30 * (0.9 - 0.69) ** 2 + 70 * (0.6 - 0.69) ** 2) / 100 ** 2, 12);
});

test('without rows there is no error', () => {
  expect(estimateStandardError({ labels: 1, mix: 1, calibration: 1 }, 0, 0)).toBe(0);
});
