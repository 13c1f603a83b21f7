import { expect, it } from 'vitest';
import { agedState, historyShare, sloState } from './slo-state.ts';

const nowMs = Date.UTC(2026, 10, 25, 12);
const hourAgo = nowMs - 3_600_000;

it.each([
  ['nothing was ever measured', { remaining: null, measuredToMs: null }, 'unknown'],
  ['silence that is alerted on', { remaining: null, firing: true, measuredToMs: null }, 'burning'],
  ['overspent', { remaining: -0.1, firing: true }, 'exhausted'],
  ['exactly gone', { remaining: 0 }, 'exhausted'],
  ['overspent, by a history of an hour', { remaining: -4, historyShare: 0.01 }, 'unknown'],
  ['the same while a row fires', { remaining: -4, historyShare: 0.01, firing: true }, 'burning'],
  ['a row fires', { remaining: 0.4, firing: true }, 'burning'],
  ['fine', { remaining: 0.4, measuredToMs: nowMs - 60_000 }, 'ok'],
  ['fine once, but stale', { remaining: 0.4, measuredToMs: hourAgo }, 'unknown'],
])('%s', (_name, input, expected) => {
  expect(sloState({ firing: false, historyShare: 1, measuredToMs: nowMs, nowMs, ...input })).toBe(expected);
});

it('ages: only what was ok becomes unknown', () => {
  expect(agedState('ok', { measuredToMs: hourAgo, nowMs })).toBe('unknown');
  expect(agedState('ok', { measuredToMs: hourAgo, nowMs, staleAfterMs: 7_200_000 })).toBe('ok');
  expect(agedState('exhausted', { measuredToMs: hourAgo, nowMs })).toBe('exhausted');
});

it.each([
  ['never measured', null, 0],
  ['measured before the window', -50, 1],
  ['measured since a quarter ago', 75, 0.25],
])('history of one %s', (_name, measuredFromMs, share) => {
  expect(historyShare({ measuredFromMs, fromMs: 0, toMs: 100 })).toBe(share);
});
