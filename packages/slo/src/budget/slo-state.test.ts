import { expect, it } from 'vitest';
import { sloState } from './slo-state.ts';

const nowMs = Date.UTC(2026, 10, 25, 12);

it.each([
  ['nothing was ever measured', { remaining: null, firing: false, measuredToMs: null }, 'unknown'],
  ['overspent', { remaining: -0.1, firing: true, measuredToMs: nowMs }, 'exhausted'],
  ['exactly gone', { remaining: 0, firing: false, measuredToMs: nowMs }, 'exhausted'],
  ['a row fires', { remaining: 0.4, firing: true, measuredToMs: nowMs }, 'burning'],
  ['fine', { remaining: 0.4, firing: false, measuredToMs: nowMs - 60_000 }, 'ok'],
  ['fine once, but stale', { remaining: 0.4, firing: false, measuredToMs: nowMs - 3_600_000 }, 'unknown'],
])('%s', (_name, input, expected) => {
  expect(sloState({ ...input, nowMs })).toBe(expected);
});
