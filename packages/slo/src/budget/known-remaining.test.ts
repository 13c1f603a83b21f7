import { describe, expect, it } from 'vitest';
import { knownRemaining } from './known-remaining.ts';

describe('knownRemaining', () => {
  it.each([
    ['nothing measured', null, 0, null],
    ['one bad minute of one', -99, 0.0001, null],
    ['overspent in a window that was mostly measured', -0.25, 0.8, -0.25],
    ['a clean young history', 1, 0.001, 1],
    ['partly spent, young', 0.4, 0.1, 0.4],
  ])('%s', (_name, remaining, coverage, expected) => {
    expect(knownRemaining(remaining, coverage)).toBe(expected);
  });
});
