import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorBudget } from '../budget/error-budget.ts';
import { projectedExhaustionMs } from '../budget/projected-exhaustion.ts';
import { MINUTE_MS } from '../budget/rolling-window.ts';
import { budgetSeries } from '../series/budget-series.ts';
import { createMinuteSeries } from '../series/minute-series.ts';
import { CALENDAR_UNITS } from './calendar-window.ts';
import { CALENDAR_DAYS, historyStartMs, windowSpan, type SloWindow } from './slo-window.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const calendar = (unit: (typeof CALENDAR_UNITS)[number], zone: string): SloWindow => ({
  windowDays: CALENDAR_DAYS[unit],
  calendar: { unit, zone },
});
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);

describe('the window of an objective', () => {
  it.each([
    ['rolling', { windowDays: 7 }, '2026-11-25T10:00', '2026-11-18T10:00', 168, 1],
    ['twelve hours', { windowDays: 0.5 }, '2026-11-25T10:00', '2026-11-24T22:00', 12, 1],
    ['a day in UTC', calendar('day', 'UTC'), '2026-11-25T06:00', '2026-11-25T00:00', 24, 0.25],
    ['its last minute', calendar('day', 'UTC'), '2026-11-26T00:00', '2026-11-25T00:00', 24, 1],
    ['a week from Monday on', calendar('week', 'UTC'), '2026-11-25T00:00', '2026-11-23T00:00', 168, 48 / 168],
    ['a month of Berlin', calendar('month', 'Europe/Berlin'), '2026-11-16T00:00', '2026-10-31T23:00', 720, 361 / 720],
    ['with 25 hours', calendar('day', 'Europe/Berlin'), '2026-10-25T10:30', '2026-10-24T22:00', 25, 0.5],
    ['with 23 hours', calendar('day', 'Europe/Berlin'), '2026-03-29T10:30', '2026-03-28T23:00', 23, 0.5],
    [
      'a quarter with a change',
      calendar('quarter', 'America/New_York'),
      '2026-10-02T04:00',
      '2026-10-01T04:00',
      2_209,
      24 / 2_209,
    ],
    ['a leap year', calendar('year', 'UTC'), '2028-07-01T00:00', '2028-01-01T00:00', 8_784, 182 / 366],
  ] as const)('%s', (_name, window, at, from, hours, share) => {
    const span = windowSpan(window, Date.parse(`${at}Z`));
    expect([iso(span.fromMs), span.wholeMs / HOUR_MS]).toEqual([from, hours]);
    expect(span.elapsedShare).toBeCloseTo(share, 12);
  });

  it('holds the minute that it is asked for, whatever the unit, the zone and the moment', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    const moments = fc.integer({ min: Date.UTC(2020, 0) / MINUTE_MS, max: Date.UTC(2030, 0) / MINUTE_MS });
    fc.assert(
      fc.property(fc.constantFrom(...CALENDAR_UNITS), zones, moments, (unit, zone, minute) => {
        const toMs = minute * MINUTE_MS;
        const { fromMs, wholeMs, elapsedShare } = windowSpan(calendar(unit, zone), toMs);
        const next = windowSpan(calendar(unit, zone), fromMs + wholeMs + MINUTE_MS);
        return (
          fromMs < toMs &&
          toMs <= fromMs + wholeMs &&
          elapsedShare > 0 &&
          elapsedShare <= 1 &&
          fromMs % MINUTE_MS === 0 &&
          next.fromMs === fromMs + wholeMs
        );
      }),
      { numRuns: 500 },
    );
  });

  it('reads one window back, of a long one no more than 180 days', () => {
    const toMs = Date.UTC(2026, 10, 25);
    expect((toMs - historyStartMs({ windowDays: 30 }, toMs)) / DAY_MS).toBe(60);
    expect((toMs - historyStartMs({ windowDays: 150 }, toMs)) / DAY_MS).toBe(180);
    expect((toMs - historyStartMs({ windowDays: 366 }, toMs)) / DAY_MS).toBe(366);
    expect(iso(historyStartMs(calendar('month', 'UTC'), toMs))).toBe('2026-10-02T00:00');
  });
});

describe('the budget of a window that is not over', () => {
  it('is that of the whole window at the pace so far', () => {
    // A tenth of a month with 3 % bad at 99 %: three tenths of the month's budget.
    expect(errorBudget({ good: 97, bad: 3 }, 0.99, 0.1).remaining).toBeCloseTo(0.7, 12);
    expect(errorBudget({ good: 97, bad: 3 }, 0.99, 1).remaining).toBeCloseTo(-2, 12);
  });

  it('runs out before the window ends, or not at all', () => {
    const left = (burnRate: number) =>
      projectedExhaustionMs({ remaining: 0.5, burnRate, windowMs: 30 * DAY_MS, endsInMs: 20 * DAY_MS });
    expect(left(1)).toBe(15 * DAY_MS);
    expect(left(0.8)).toBe(18.75 * DAY_MS);
    expect(left(0.75)).toBeNull();
    expect(left(0)).toBeNull();
  });

  it('begins anew at midnight of the zone', () => {
    const fromMs = Date.parse('2026-11-24T20:00Z');
    const toMs = fromMs + 6 * HOUR_MS;
    const rows = Array.from({ length: 360 }, (_, index) => ({
      minuteMs: fromMs + index * MINUTE_MS,
      good: index < 60 ? 0 : 1,
      bad: index < 60 ? 1 : 0,
      unknown: 0,
    }));
    const points = budgetSeries({
      series: createMinuteSeries({ fromMs, toMs }, rows),
      range: { fromMs, toMs },
      bucketMs: HOUR_MS,
      window: calendar('day', 'Europe/Berlin'),
      target: 0.9,
    });
    // Berlin's day ends at 23:00 UTC: three buckets of the old day, of which an hour was bad, then a clean one.
    expect(points.map(({ remaining }) => remaining)).toEqual([
      expect.closeTo(1 - 10 * (22 / 24), 9),
      expect.closeTo(1 - 5 * (23 / 24), 9),
      expect.closeTo(1 - 10 / 3, 9),
      1,
      1,
      1,
    ]);
  });
});
