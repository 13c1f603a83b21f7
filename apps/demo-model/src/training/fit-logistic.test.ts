import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random/seeded-random.ts';
import { encodeRows, learnEncoding } from './encoding.ts';
import { fitLogistic, linearScore, logistic, penalisedLogLikelihood } from './fit-logistic.ts';

/** People with random codes; employed with a probability that rises with age and depends on SEX. */
function people(rows: number, seed: number) {
  const draw = seededRandom(seed);
  const vectors = Array.from({ length: rows }, () => [
    Math.floor(20 + draw() * 60),
    ...Array.from({ length: 15 }, () => Math.floor(draw() * 3)),
  ]);
  const labels = Uint8Array.from(vectors, (vector) =>
    draw() < logistic(((vector[0] ?? 0) - 50) / 15 + (vector[14] ?? 0) - 1) ? 1 : 0,
  );
  return { vectors, labels };
}

describe('fitLogistic', () => {
  const { vectors, labels } = people(800, 7);
  const rows = encodeRows(learnEncoding(vectors), vectors);

  it.each([0.1, 1, 10])('stands at the top: every slope, measured by differences, is zero (l2 = %d)', (l2) => {
    const { weights, gradientPerRow } = fitLogistic(rows, labels, { l2 });
    expect(gradientPerRow).toBeLessThan(1e-10);
    const h = 1e-5;
    for (const column of weights.keys()) {
      const moved = (by: number) =>
        penalisedLogLikelihood(
          rows,
          labels,
          weights.map((weight, at) => (at === column ? weight + by : weight)),
          l2,
        );
      expect(Math.abs(moved(h) - moved(-h)) / (2 * h)).toBeLessThan(1e-5 * rows.rows);
    }
  });

  it('finds no better point nearby', () => {
    const { weights } = fitLogistic(rows, labels);
    const best = penalisedLogLikelihood(rows, labels, weights, 1);
    const draw = seededRandom(3);
    for (let trial = 0; trial < 50; trial += 1) {
      const other = weights.map((weight) => weight + (draw() - 0.5) * 0.02);
      expect(penalisedLogLikelihood(rows, labels, other, 1)).toBeLessThan(best);
    }
  });

  it('predicts the observed rate on average, since the intercept is free', () => {
    const { weights } = fitLogistic(rows, labels);
    const mean = labels.reduce((sum, _, row) => sum + logistic(linearScore(rows, row, weights)), 0) / labels.length;
    expect(mean).toBeCloseTo(labels.reduce((sum, label) => sum + label, 0) / labels.length, 9);
  });

  it('equals the closed form where there is one: without any feature, the log odds', () => {
    const same = Array.from({ length: 100 }, () => Array.from({ length: 16 }, () => 1));
    const quarter = Uint8Array.from({ length: 100 }, (_, row) => (row < 25 ? 1 : 0));
    const encoded = encodeRows(learnEncoding(same), same);
    const { weights } = fitLogistic(encoded, quarter);
    expect(linearScore(encoded, 0, weights)).toBeCloseTo(Math.log(0.25 / 0.75), 9);
  });

  it('gives the same weights to the last bit each time, and survives separable data', () => {
    expect([...fitLogistic(rows, labels).weights]).toEqual([...fitLogistic(rows, labels).weights]);
    const separable = Uint8Array.from(vectors, (vector) => ((vector[0] ?? 0) > 50 ? 1 : 0));
    const { weights, gradientPerRow } = fitLogistic(rows, separable);
    expect(gradientPerRow).toBeLessThan(1e-8);
    expect(weights.every(Number.isFinite)).toBe(true);
  });

  it('wants as many labels as rows', () => {
    expect(() => fitLogistic(rows, labels.subarray(1))).toThrow(RangeError);
  });
});

describe('logistic', () => {
  it('does not overflow', () => {
    expect(logistic(1_000)).toBe(1);
    expect(logistic(-1_000)).toBe(0);
    expect(logistic(0)).toBe(0.5);
  });
});
