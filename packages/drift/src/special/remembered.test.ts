import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

test('computes once for the same numbers, and again when too much was asked for', () => {
  let calls = 0;
  const sum = remembered((a: number, b: number) => {
    calls += 1;
    return a - b;
  });
  expect([sum(1, 2), sum(2, 1), sum(1, 2)]).toEqual([-1, 1, -1]);
  expect(calls).toBe(2);
  for (let i = 0; i < 3_000; i += 1) expect(sum(i, 0.5)).toBe(i - 0.5);
  expect(sum(1, 2)).toBe(-1);
  expect(calls).toBe(3_003);
});

test('an error is thrown each time', () => {
  const refuse = remembered((value: number) => {
    throw new RangeError(`no ${value}`);
  });
  expect(() => refuse(1)).toThrow('no 1');
  expect(() => refuse(1)).toThrow('no 1');
});
