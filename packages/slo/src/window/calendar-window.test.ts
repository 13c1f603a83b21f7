import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALENDAR_UNITS, calendarWindowAt, type CalendarUnit, type CalendarWindow } from './calendar-window.ts';
import { firstInstantOf, utcOf, wallTimeAt } from './zoned-time.ts';

const HOUR_MS = 3_600_000;
const NEW_YEAR = { year: 2024, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Rome',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'America/Santiago',
  'Asia/Beirut',
  'Africa/Casablanca',
  'Pacific/Chatham',
];
const of = (unit: CalendarUnit, zone: string, changes: Partial<CalendarWindow> = {}): CalendarWindow => ({
  unit,
  count: 1,
  start: NEW_YEAR,
  zone,
  ...changes,
});
const hours = (window: CalendarWindow, iso: string): number => {
  const { fromMs, toMs } = calendarWindowAt(window, Date.parse(iso));
  return (toMs - fromMs) / HOUR_MS;
};

describe('days on the wall', () => {
  it.each([
    ['America/New_York', '2026-03-08T12:00:00Z', 23],
    ['America/New_York', '2026-11-01T12:00:00Z', 25],
    ['Europe/Rome', '2026-03-29T12:00:00Z', 23],
    ['Europe/Rome', '2026-10-25T12:00:00Z', 25],
    // Half an hour.
    ['Australia/Lord_Howe', '2026-10-04T01:00:00Z', 23.5],
    ['Australia/Lord_Howe', '2026-04-05T01:00:00Z', 24.5],
    // No change of clocks, but an offset of 5:45.
    ['Asia/Kathmandu', '2026-03-29T12:00:00Z', 24],
    // At midnight itself: the day begins at 1 o'clock.
    ['Asia/Beirut', '2024-03-31T12:00:00Z', 23],
    ['America/Santiago', '2024-09-08T12:00:00Z', 23],
  ])('in %s around %s: %d hours', (zone, iso, length) => {
    expect(hours(of('day', zone), iso)).toBe(length);
  });

  it('30 December 2011 was none in Samoa: the 29th is followed by the 31st', () => {
    const window = of('day', 'Pacific/Apia');
    const before = calendarWindowAt(window, Date.parse('2011-12-30T09:59:59Z'));
    const after = calendarWindowAt(window, Date.parse('2011-12-30T10:00:00Z'));
    expect(before.toMs).toBe(Date.parse('2011-12-30T10:00:00Z'));
    expect(after.fromMs).toBe(before.toMs);
    expect(after.number).toBe(before.number + 2);
    expect((after.toMs - after.fromMs) / HOUR_MS).toBe(24);
  });
});

describe('weeks, months, quarters and years', () => {
  it.each<[CalendarUnit, string, string, string, string]>([
    ['week', 'UTC', '2024-01-10T00:00:00Z', '2024-01-08', '2024-01-15'],
    ['month', 'UTC', '2024-02-29T23:59:59Z', '2024-02-01', '2024-03-01'],
    ['month', 'UTC', '2023-12-31T23:59:59Z', '2023-12-01', '2024-01-01'],
    ['quarter', 'UTC', '2026-11-25T12:00:00Z', '2026-10-01', '2027-01-01'],
    ['year', 'UTC', '2024-06-01T00:00:00Z', '2024-01-01', '2025-01-01'],
  ])('%s in %s around %s', (unit, zone, iso, from, to) => {
    const { fromMs, toMs } = calendarWindowAt(of(unit, zone), Date.parse(iso));
    expect([fromMs, toMs]).toEqual([Date.parse(from), Date.parse(to)]);
  });

  it('a month of New York in March is an hour short', () => {
    expect(hours(of('month', 'America/New_York'), '2026-03-15T00:00:00Z')).toBe(31 * 24 - 1);
  });

  it('that begin on the 31st begin on the last day of shorter months, and on the 31st again', () => {
    const window = of('month', 'UTC', { start: { ...NEW_YEAR, day: 31 } });
    const starts = [0, 1, 2, 3].map((month) => calendarWindowAt(window, Date.UTC(2024, month + 1, 15)).fromMs);
    expect(starts.map((ms) => new Date(ms).toISOString().slice(0, 10))).toEqual([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
    ]);
  });

  it('of several units count from their start', () => {
    const window = of('week', 'UTC', { count: 4 });
    const { fromMs, toMs } = calendarWindowAt(window, Date.UTC(2024, 1, 1));
    expect([fromMs, toMs]).toEqual([Date.UTC(2024, 0, 29), Date.UTC(2024, 1, 26)]);
  });
});

const Windows = fc.record({
  unit: fc.constantFrom(...CALENDAR_UNITS),
  count: fc.integer({ min: 1, max: 5 }),
  zone: fc.constantFrom(...ZONES),
  start: fc
    .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2030, 0, 1) })
    .map((ms) => ({ ...wallTimeAt(ms, 'UTC'), second: 0 })),
});
const Instants = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2037, 0, 1) });

describe('laws', () => {
  it('a window holds the instant, begins on a minute, and the next one begins where it ends', () => {
    fc.assert(
      fc.property(Windows, Instants, (window, ms) => {
        const { fromMs, toMs } = calendarWindowAt(window, ms);
        expect(fromMs).toBeLessThanOrEqual(ms);
        expect(toMs).toBeGreaterThan(ms);
        expect(fromMs % 60_000).toBe(0);
        expect(calendarWindowAt(window, toMs).fromMs).toBe(toMs);
        expect(calendarWindowAt(window, toMs - 1)).toMatchObject({ fromMs, toMs });
      }),
      { numRuns: 300 },
    );
  });

  it('an instant comes back from its wall time, or an earlier one with the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), Instants, (zone, ms) => {
        const second = Math.floor(ms / 1_000) * 1_000;
        const wall = wallTimeAt(second, zone);
        const first = firstInstantOf(wall, zone);
        expect(first).toBeLessThanOrEqual(second);
        expect(utcOf(wallTimeAt(first, zone))).toBe(utcOf(wall));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => calendarWindowAt(of('day', 'Mars/Base'), 0)).toThrow(RangeError);
  });
});
