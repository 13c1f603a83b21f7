import { describe, expect, test } from 'vitest';
import { seeded } from '../../../test/seeded.ts';
import { paneOf, referenceOf } from '../../../test/streams.ts';
import type { FrozenReference } from '../../reference/frozen-reference.ts';
import { scoreCell } from '../count-labelled.ts';
import { SCORE_CELLS } from '../quality-pane.ts';
import { scoreTableOf } from '../score-table.ts';
import { answeredScores } from './answered-scores.ts';
import { CELL_ESTIMATED_IDS, estimateFromCells } from './estimate-from-cells.ts';
import { estimatePerformance, fitEstimator } from './estimator.ts';

type Rows = { scores: number[]; labels: number[] };

/** Scores squeezed towards the middle, whose positives are more certain than they look. */
function rowsOf(seed: number, n: number, power = 1): Rows {
  const random = seeded(seed);
  const scores = Array.from({ length: n }, () => 0.2 + 0.6 * random() ** power);
  return { scores, labels: scores.map((score) => (random() < (score - 0.2) / 0.6 ? 1 : 0)) };
}

function labelledReference({ scores, labels }: Rows): FrozenReference {
  const [positive, negative] = [new Float64Array(SCORE_CELLS), new Float64Array(SCORE_CELLS)];
  for (const [row, score] of scores.entries()) {
    const side = labels[row] === 1 ? positive : negative;
    side[scoreCell(score)] = (side[scoreCell(score)] ?? 0) + 1;
  }
  const reference = referenceOf(scores.map((score) => ({ features: {}, score })));
  return { ...reference, quality: { positive, negative } };
}

const base = rowsOf(1, 20_000);
const reference = labelledReference(base);

describe('estimates from score cells', () => {
  test('agree with those from rows within their bound', () => {
    for (const [seed, power] of [
      [2, 1],
      [3, 2],
      [4, 0.4],
    ] as const) {
      const { scores } = rowsOf(seed, 5_000, power);
      const events = scores.map((score) => ({ features: {}, score }));
      const counted = estimateFromCells(reference, paneOf(reference, events));
      if (counted.state === 'undefined') throw new Error(counted.reason);
      expect(counted.n).toBe(5_000);
      const answers = Uint8Array.from(base.scores, (score) => (score >= 0.5 ? 1 : 0));
      const estimator = fitEstimator(
        { scores: Float64Array.from(base.scores), labels: Uint8Array.from(base.labels), answers },
        'always',
      );
      const table = scoreTableOf(
        Float64Array.from(scores),
        Uint8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0)),
      );
      const exact = estimatePerformance(estimator, answeredScores(table));
      for (const id of CELL_ESTIMATED_IDS) {
        const [own, other] = [counted.metrics[id], exact[id]];
        if (own.state === 'undefined' || other.state === 'undefined') throw new Error(id);
        // The histogram rounds scores to a thousandth, which moves the curve itself a little.
        const rounding = ['tp', 'fp', 'tn', 'fn'].includes(id) ? 25 : 0.005;
        expect(Math.abs(own.value - other.value), id).toBeLessThanOrEqual(own.bound + rounding);
        expect(own.bound).toBeLessThan(rounding * 20);
      }
    }
  });

  test('are right about a different mix without its labels', () => {
    const { scores, labels } = rowsOf(5, 20_000, 3);
    const estimates = estimateFromCells(
      reference,
      paneOf(
        reference,
        scores.map((score) => ({ features: {}, score })),
      ),
    );
    if (estimates.state === 'undefined') throw new Error(estimates.reason);
    const right = scores.filter((score, row) => score >= 0.5 === (labels[row] === 1)).length / scores.length;
    const { accuracy } = estimates.metrics;
    expect(accuracy.state === 'measured' ? accuracy.value : 0).toBeCloseTo(right, 1.7);
  });
});

test('says why where it cannot estimate', () => {
  const pane = paneOf(reference, []);
  const reason = (one: FrozenReference): unknown => estimateFromCells(one, pane);
  expect(reason(reference)).toEqual({ state: 'undefined', reason: 'no scores in this window' });
  expect(reason({ ...reference, quality: null })).toEqual({
    state: 'undefined',
    reason: 'the reference has no labelled scores',
  });
  const oneClass = { positive: new Float64Array(SCORE_CELLS).fill(1), negative: new Float64Array(SCORE_CELLS) };
  expect(reason({ ...reference, quality: oneClass })).toMatchObject({
    reason: 'the reference has labelled scores of one class only',
  });
  const answers = referenceOf([{ features: {}, prediction: 'a' }]);
  const { quality } = reference;
  expect(estimateFromCells({ ...answers, quality }, paneOf(answers, []))).toMatchObject({
    reason: 'the model gives no scores',
  });
});
