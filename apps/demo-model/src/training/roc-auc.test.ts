import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random/seeded-random.ts';
import { rocAuc } from './roc-auc.ts';

/** By the definition: each pair of a positive and a negative. */
function pairwise(scores: Float64Array, labels: Uint8Array): number {
  let won = 0;
  let pairs = 0;
  for (const [i, a] of scores.entries())
    for (const [j, b] of scores.entries())
      if (labels[i] === 1 && labels[j] === 0) {
        pairs += 1;
        won += a > b ? 1 : a === b ? 0.5 : 0;
      }
  return won / pairs;
}

describe('rocAuc', () => {
  it.each([1, 2, 3])('equals the share of ordered pairs, ties counted half (seed %i)', (seed) => {
    const draw = seededRandom(seed);
    const scores = Float64Array.from({ length: 120 }, () => Math.round(draw() * 10) / 10);
    const labels = Uint8Array.from({ length: 120 }, () => (draw() < 0.4 ? 1 : 0));
    expect(rocAuc(scores, labels)).toBeCloseTo(pairwise(scores, labels), 12);
  });

  it('is 1, 0 and ½ for perfect, reversed and constant scores', () => {
    const labels = Uint8Array.of(0, 0, 1, 1);
    expect(rocAuc(Float64Array.of(1, 2, 3, 4), labels)).toBe(1);
    expect(rocAuc(Float64Array.of(4, 3, 2, 1), labels)).toBe(0);
    expect(rocAuc(Float64Array.of(7, 7, 7, 7), labels)).toBe(0.5);
  });

  it('is not a number with one class only', () => {
    expect(rocAuc(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toBeNaN();
  });
});
