import { describe, expect, it } from 'vitest';
import { seededRandom } from './seeded-random.ts';
import { shuffledRows } from './shuffled-rows.ts';

describe('seededRandom', () => {
  it('gives the published sequence of mulberry32', () => {
    const draw = seededRandom(42);
    expect([draw(), draw(), draw()]).toEqual([0.6011037519201636, 0.44829055899754167, 0.8524657934904099]);
  });
});

describe('shuffledRows', () => {
  it('holds each row once, in an order that depends on the seed alone', () => {
    const order = shuffledRows(1_000, seededRandom(5));
    expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1_000 }, (_, row) => row));
    expect([...order]).toEqual([...shuffledRows(1_000, seededRandom(5))]);
    expect([...order]).not.toEqual([...shuffledRows(1_000, seededRandom(6))]);
  });
});
