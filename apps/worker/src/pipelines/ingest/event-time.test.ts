import { expect, it } from 'vitest';
import { MAX_AHEAD_MS, MAX_LATE_MS, placeEvent } from './event-time.ts';

const nowMs = 1_800_000_000_000;
const base = { recordMs: nowMs - 50, nowMs, maxEventMs: nowMs - 1_000 };

it.each([
  ['its own time', { ...base, claimedMs: nowMs - 700 }, { kind: 'counted', eventMs: nowMs - 700 }],
  [
    'a little ahead is believed',
    { ...base, claimedMs: nowMs - 50 + MAX_AHEAD_MS },
    { kind: 'counted', eventMs: nowMs - 50 + MAX_AHEAD_MS },
  ],
  [
    'too far ahead counts at its arrival',
    { ...base, claimedMs: nowMs + MAX_AHEAD_MS },
    { kind: 'counted', eventMs: nowMs - 50 },
  ],
  [
    'a record stamped in the future arrives now',
    { ...base, recordMs: nowMs + 1e9, claimedMs: nowMs + 1e9 },
    { kind: 'counted', eventMs: nowMs },
  ],
  [
    'a day late is counted',
    { ...base, claimedMs: base.maxEventMs - MAX_LATE_MS },
    { kind: 'counted', eventMs: base.maxEventMs - MAX_LATE_MS },
  ],
  ['more is late', { ...base, claimedMs: base.maxEventMs - MAX_LATE_MS - 1 }, { kind: 'late' }],
  ['seconds instead of milliseconds are late', { ...base, claimedMs: 1_800_000_000 }, { kind: 'late' }],
  [
    'the first event of a partition is never late',
    { ...base, maxEventMs: 0, claimedMs: 1_800_000_000 },
    { kind: 'counted', eventMs: 1_800_000_000 },
  ],
])('%s', (_case, input, expected) => {
  expect(placeEvent(input)).toEqual(expected);
});
