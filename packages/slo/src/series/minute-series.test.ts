import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorBudget } from '../budget/error-budget.ts';
import { MINUTE_MS } from '../budget/rolling-window.ts';
import { bucketMsFor, budgetSeries } from './budget-series.ts';
import { createMinuteSeries, type SliMinute } from './minute-series.ts';
import { minutesJudgedBy } from './minutes-judged-by.ts';
import { spreadOverMinutes } from './spread-over-minutes.ts';

const START = Date.UTC(2026, 10, 25);

const minutes: fc.Arbitrary<SliMinute[]> = fc
  .array(fc.record({ good: fc.nat(1e6), bad: fc.nat(1e6), unknown: fc.nat(1e6), skip: fc.boolean() }), {
    maxLength: 80,
  })
  .map((rows) =>
    rows.flatMap(({ skip, ...counts }, index) => (skip ? [] : [{ minuteMs: START + index * MINUTE_MS, ...counts }])),
  );

describe('minute series', () => {
  it('sums any window as adding its minutes does, in any order of rows', () => {
    fc.assert(
      fc.property(minutes, fc.nat(80), fc.nat(80), (rows, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)].map((index) => START + index * MINUTE_MS) as [
          number,
          number,
        ];
        const series = createMinuteSeries({ fromMs: START, toMs: START + 80 * MINUTE_MS }, rows.toReversed());
        const inside = rows.filter((row) => row.minuteMs >= from && row.minuteMs < to);
        expect(series.sum(from, to)).toEqual({
          good: inside.reduce((sum, row) => sum + row.good, 0),
          bad: inside.reduce((sum, row) => sum + row.bad, 0),
          unknown: inside.reduce((sum, row) => sum + row.unknown, 0),
          measuredMinutes: inside.filter((row) => row.good + row.bad > 0).length,
        });
      }),
    );
  });

  it('merges: two neighbouring windows sum to the window of both', () => {
    fc.assert(
      fc.property(minutes, fc.nat(80), (rows, cut) => {
        const series = createMinuteSeries({ fromMs: START, toMs: START + 80 * MINUTE_MS }, rows);
        const middle = START + cut * MINUTE_MS;
        const left = series.sum(START, middle);
        const right = series.sum(middle, series.toMs);
        expect(series.sum(START, series.toMs)).toEqual({
          good: left.good + right.good,
          bad: left.bad + right.bad,
          unknown: left.unknown + right.unknown,
          measuredMinutes: left.measuredMinutes + right.measuredMinutes,
        });
      }),
    );
  });

  it('takes what lies outside for unmeasured', () => {
    const series = createMinuteSeries({ fromMs: START, toMs: START + MINUTE_MS }, [
      { minuteMs: START, good: 1, bad: 2, unknown: 3 },
      { minuteMs: START + 5 * MINUTE_MS, good: 9, bad: 9, unknown: 9 },
    ]);
    expect(series.sum(START - 9e9, START + 9e9)).toEqual({ good: 1, bad: 2, unknown: 3, measuredMinutes: 1 });
  });
});

describe('budget series', () => {
  const range = { fromMs: START, toMs: START + 80 * MINUTE_MS };

  it('ends with the budget of the whole window, however the minutes are grouped', () => {
    fc.assert(
      fc.property(
        minutes,
        fc.constantFrom(1, 2, 5, 7),
        fc.integer({ min: 1, max: 80 }),
        (rows, size, windowMinutes) => {
          const series = createMinuteSeries(range, rows);
          const points = budgetSeries({
            series,
            range,
            bucketMs: size * MINUTE_MS,
            window: { windowDays: windowMinutes / 1_440 },
            target: 0.99,
          });
          const window = series.sum(range.toMs - windowMinutes * MINUTE_MS, range.toMs);
          expect(points.at(-1)?.remaining).toBe(errorBudget(window, 0.99).remaining);
          expect(points).toHaveLength(Math.ceil(80 / size));
          const total = series.sum(range.fromMs - 10 * MINUTE_MS, range.toMs);
          expect(points.reduce((sum, point) => sum + point.bad, 0)).toBe(total.bad);
        },
      ),
    );
  });

  it.each([
    ['an hour', 60, 1],
    ['six hours', 360, 2],
    ['a day', 1_440, 10],
    ['7 days', 10_080, 60],
    ['28 days', 40_320, 240],
    ['90 days', 129_600, 720],
  ])('cuts %s (%i min) into stretches of %i min', (_name, rangeMinutes, bucketMinutes) => {
    expect(bucketMsFor(rangeMinutes * MINUTE_MS)).toBe(bucketMinutes * MINUTE_MS);
  });
});

describe('spreading counts over minutes', () => {
  it('leaves a pane inside one minute whole', () => {
    expect(spreadOverMinutes({ startMs: START + 50_000, lengthMs: 10_000 }, [7, 3])).toEqual([
      { minuteMs: START, counts: [7, 3] },
    ]);
  });

  it('splits a pane of an hour over its minutes', () => {
    const parts = spreadOverMinutes({ startMs: START, lengthMs: 3_600_000 }, [600, 30]);
    expect(parts).toHaveLength(60);
    expect(parts.every((part) => part.counts[0] === 10)).toBe(true);
    expect(parts.reduce((sum, part) => sum + (part.counts[1] ?? 0), 0)).toBe(30);
  });

  it('keeps every sum exact and every count whole, whatever the stretch', () => {
    fc.assert(
      fc.property(
        fc.nat(1e7),
        fc.integer({ min: 1, max: 3_600_000 }),
        fc.array(fc.nat(1e9)),
        (offset, lengthMs, counts) => {
          const parts = spreadOverMinutes({ startMs: START + offset, lengthMs }, counts);
          counts.forEach((count, index) => {
            const values = parts.map((part) => part.counts[index] ?? NaN);
            expect(values.reduce((sum, value) => sum + value, 0)).toBe(count);
            expect(values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
          });
        },
      ),
    );
  });
});

describe('minutes judged by a window', () => {
  it.each([
    ['ends on the minute', { endMs: START + 60_000, paneMs: 10_000 }, [0]],
    ['ends inside a minute', { endMs: START + 70_000, paneMs: 10_000 }, [1]],
    ['a pane of two minutes', { endMs: START + 120_000, paneMs: 120_000 }, [0, 1]],
    ['a pane across the minute', { endMs: START + 64_000, paneMs: 7_000 }, [0, 1]],
  ])('%s', (_name, window, expected) => {
    expect(minutesJudgedBy(window).map((minute) => (minute - START) / MINUTE_MS)).toEqual(expected);
  });
});
