import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burnRate } from '../burn/burn-rate.ts';
import { createMinuteSeries, type SliMinute } from '../series/minute-series.ts';
import { calendarWindowAt } from '../window/calendar-window.ts';
import { errorBudget } from './error-budget.ts';
import { MINUTE_MS } from './rolling-window.ts';

const counts = fc.record({ good: fc.nat(1e6), bad: fc.nat(1e6) });
const target = fc.integer({ min: 500, max: 99_999 }).map((value) => value / (value < 1_000 ? 1_000 : 100_000));
type Counts = { good: number; bad: number };
const sum = (all: readonly Counts[]): Counts => ({
  good: all.reduce((total, { good }) => total + good, 0),
  bad: all.reduce((total, { bad }) => total + bad, 0),
});

/** Cuts a list at random places: every way to group minutes into hours, days or anything else. */
function grouped<T>(list: readonly T[], cuts: readonly number[]): T[][] {
  const places = [...new Set(cuts.map((cut) => cut % (list.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...places].map((from, index) => list.slice(from, places[index] ?? list.length));
}

describe('laws of the budget', () => {
  it('it does not depend on how minutes are grouped, nor on their order', () => {
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 60 }), fc.array(fc.nat(60)), target, (minutes, cuts, goal) => {
        const whole = errorBudget(sum(minutes), goal);
        expect(errorBudget(sum(grouped(minutes, cuts).map(sum)), goal)).toEqual(whole);
        expect(errorBudget(sum(minutes.toReversed()), goal)).toEqual(whole);
      }),
    );
  });

  it('the burn of merged windows lies between theirs: it is their mean by traffic, not their mean', () => {
    fc.assert(
      fc.property(counts, counts, target, (a, b, goal) => {
        const [left, right, both] = [a, b, sum([a, b])].map((each) => burnRate(each, goal));
        if (left == null || right == null) {
          expect(both).toBe(left ?? right ?? null);
          return;
        }
        const [n, m] = [a.good + a.bad, b.good + b.bad];
        expect(both).toBeCloseTo((left * n + right * m) / (n + m), 4);
        expect(both).toBeGreaterThanOrEqual(Math.min(left, right) * (1 - 1e-12));
        expect(both).toBeLessThanOrEqual(Math.max(left, right) * (1 + 1e-12));
      }),
    );
  });

  it('unknown minutes neither spend nor earn', () => {
    const rows: SliMinute[] = [
      { minuteMs: 0, good: 99, bad: 1, unknown: 0 },
      { minuteMs: MINUTE_MS, good: 0, bad: 0, unknown: 5_000 },
    ];
    const series = createMinuteSeries({ fromMs: 0, toMs: 10 * MINUTE_MS }, rows);
    const window = series.sum(0, 10 * MINUTE_MS);
    expect(errorBudget(window, 0.9).remaining).toBe(errorBudget({ good: 99, bad: 1 }, 0.9).remaining);
    expect(window.measuredMinutes).toBe(1);
  });
});

describe('a day of a change of clocks, in slices of a minute', () => {
  it.each([
    ['23 hours', '2026-03-29T12:00:00Z', 1_380, 13.8],
    ['24 hours', '2026-03-30T12:00:00Z', 1_440, 14.4],
    ['25 hours', '2026-10-25T12:00:00Z', 1_500, 15],
  ])('of %s allows as many bad minutes as it is long', (_name, instant, minutes, allowed) => {
    const start = { year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
    const { fromMs, toMs } = calendarWindowAt(
      { unit: 'day', count: 1, start, zone: 'Europe/Rome' },
      Date.parse(instant),
    );
    const rows: SliMinute[] = [];
    for (let minuteMs = fromMs - 60 * MINUTE_MS; minuteMs < toMs + 60 * MINUTE_MS; minuteMs += MINUTE_MS)
      rows.push({ minuteMs, good: 1, bad: 0, unknown: 0 });
    const window = createMinuteSeries({ fromMs, toMs }, rows).sum(fromMs, toMs);
    expect(window.measuredMinutes).toBe(minutes);
    expect(errorBudget(window, 0.99).allowed).toBeCloseTo(allowed, 9);
  });
});
