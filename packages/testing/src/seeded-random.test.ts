import { describe, expect, it } from 'vitest';
import { seededRandom } from './seeded-random.ts';

function take(seed: number, count: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
}

describe('seededRandom', () => {
  it('gives the published sequence of mulberry32', () => {
    // First outputs of the reference C function for seed 1, as 32-bit integers.
    expect(take(1, 3).map((value) => value * 4_294_967_296)).toEqual([2_693_262_067, 11_749_833, 2_265_367_787]);
  });

  it('repeats itself for the same seed and differs for another', () => {
    expect(take(42, 100)).toEqual(take(42, 100));
    expect(take(42, 5)).not.toEqual(take(43, 5));
  });

  it('stays in [0, 1) and is spread evenly', () => {
    const values = take(7, 20_000);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    const perTenth = Array.from({ length: 10 }, (_, tenth) =>
      values.filter((value) => Math.floor(value * 10) === tenth),
    );
    for (const share of perTenth) expect(Math.abs(share.length - 2000)).toBeLessThan(180);
  });
});
