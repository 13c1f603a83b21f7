import { expect, it } from 'vitest';
import { roundStepMs } from './time-steps.ts';

const HOUR = 3_600_000;

it.each([
  [8 * HOUR, 120, 0, 300_000],
  [HOUR, 120, 0, 30_000],
  [HOUR, 120, 60_000, 60_000],
  [60_000, 120, 0, 10_000],
  [30 * 24 * HOUR, 120, 0, 6 * HOUR],
  [92 * 24 * HOUR, 10, 0, 221 * HOUR],
])('%i ms in at most %i steps of %i ms or more → %i', (span, steps, min, expected) => {
  const step = roundStepMs(span, steps, min);
  expect(step).toBe(expected);
  expect(span / step).toBeLessThanOrEqual(steps);
});
