import { expect, it } from 'vitest';
import { modelStatus } from './model-status.ts';

const nowMs = 1_000_000_000;
const base = { nowMs, windowMs: 30_000, latenessMs: 2_000, hasReference: true, lastEventMs: nowMs - 1_000 };
const last = (status: 'ok' | 'warning' | 'critical' | 'insufficient' | 'no-data', ageMs = 5_000) => ({
  windowEndMs: nowMs - ageMs,
  n: 12,
  status,
});

it.each([
  ['ok', { ...base, last: last('ok') }, 'ok', null],
  ['critical', { ...base, last: last('critical') }, 'critical', null],
  ['just fresh', { ...base, last: last('ok', 92_000) }, 'ok', null],
  ['stale', { ...base, last: last('ok', 92_001) }, 'unknown', 'last measured 92 s ago'],
  ['long stale', { ...base, last: last('critical', 5 * 86_400_000) }, 'unknown', 'last measured 5 d ago'],
  ['too few', { ...base, last: last('insufficient') }, 'unknown', 'too few events in the last window (12)'],
  ['silent', { ...base, lastEventMs: nowMs - 600_000, last: last('no-data') }, 'unknown', 'no events for 10 min'],
  ['never heard of', { ...base, lastEventMs: null, last: null }, 'unknown', 'no events yet'],
  ['first window not over', { ...base, last: null }, 'unknown', 'no complete window yet'],
  [
    'gone',
    { ...base, last: last('no-data'), waitsFor: 'the topic does not exist' },
    'unknown',
    'no events for 1 s: the topic does not exist',
  ],
  ['misconfigured', { ...base, last: last('ok'), misconfigured: 'time: no' }, 'unknown', 'misconfigured: time: no'],
  ['no reference', { ...base, hasReference: false, last: null }, 'unknown', 'no reference to compare with yet'],
])('%s', (_case, input, status, unknownReason) => {
  expect(modelStatus(input)).toEqual({ status, unknownReason });
});
