import { describe, expect, it } from 'vitest';
import { shuffledStream } from './row-stream.ts';

const anyRow = (_row: number): boolean => true;
const take = (stream: { next(mayServe: (row: number) => boolean): number }, count: number, mayServe = anyRow) =>
  Array.from({ length: count }, () => stream.next(mayServe));

describe('row streams', () => {
  it('serve each record once a round, shuffled anew each round, the same for the same seed', () => {
    const stream = shuffledStream(50, 9);
    const [first, second] = [take(stream, 50), take(stream, 50)];
    expect(new Set(first).size).toBe(50);
    expect(new Set(second).size).toBe(50);
    expect(first).not.toEqual(second);
    expect(take(shuffledStream(50, 9), 100)).toEqual([...first, ...second]);
    expect(take(shuffledStream(50, 10), 50)).not.toEqual(first);
  });

  it('leave out what may not be served', () => {
    expect(take(shuffledStream(6, 1), 9, (row) => row % 2 === 1).toSorted((a, b) => a - b)).toEqual([
      1, 1, 1, 3, 3, 3, 5, 5, 5,
    ]);
    expect(() => take(shuffledStream(6, 1), 1, () => false)).toThrow(RangeError);
  });
});
