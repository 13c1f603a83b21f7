import { expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

it.each([
  [1, 1000],
  [2, 2000],
  [3, 4000],
  [5, 16_000],
  [6, 30_000],
  [500, 30_000],
])('waits before restart %i for %i ms', (restart, expected) => {
  expect(backoffMs(restart)).toBe(expected);
});
