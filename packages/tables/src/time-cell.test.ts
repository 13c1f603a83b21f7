import { expect, it } from 'vitest';
import { timeCell } from './time-cell.ts';

const NOON = Date.UTC(2026, 10, 25, 12);

it.each([
  ['2026-11-25T12:00:00Z', NOON],
  ['2026-11-25T13:00:00+01:00', NOON],
  ['2026-11-25 12:00:00', NOON],
  ['2026-11-25T12:00', NOON],
  ['2026-11-25', NOON - 12 * 3_600_000],
  [String(NOON), NOON],
  [NOON, NOON],
  [NOON / 1_000, NOON],
  ['0', 0],
  ['', undefined],
  ['yesterday', undefined],
  ['2026-13-45', undefined],
  ['-5', undefined],
  [null, undefined],
])('reads %p as %p', (cell, expected) => {
  expect(timeCell(cell)).toBe(expected);
});
