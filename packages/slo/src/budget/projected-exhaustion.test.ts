import { expect, it } from 'vitest';
import { projectedExhaustionMs } from './projected-exhaustion.ts';

const windowMs = 30 * 86_400_000;

it.each([
  ['half left at twice the pace', 0.5, 2, windowMs / 4],
  ['a pace that never uses it up', 0.5, 1, null],
  ['gone already', -0.25, 0, 0],
  ['nothing measured', null, null, null],
  ['no pace measured', 0.5, null, null],
])('%s', (_name, remaining, burnRate, expected) => {
  expect(projectedExhaustionMs({ remaining, burnRate, windowMs })).toBe(expected);
});
