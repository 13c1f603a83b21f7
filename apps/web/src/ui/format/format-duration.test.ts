import { describe, expect, it } from 'vitest';
import { formatCountdown, formatDuration } from './format-duration.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [12_400, '12 s'],
    [59_999, '59 s'],
    [53 * 60_000, '53 min'],
    [2 * 3_600_000, '2 h'],
    [141 * 60_000, '2 h 21 min'],
    [36 * 3_600_000, '1 d 12 h'],
    [-90_000, '1 min'],
  ])('%i ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('formatCountdown', () => {
  it.each([
    [739_000, '12:19'],
    [3_723_000, '1:02:03'],
    [999, '00:00'],
    [-5, '00:00'],
  ])('%i ms left is %s', (ms, text) => {
    expect(formatCountdown(ms)).toBe(text);
  });
});
