import { fc } from '../../test/properties.ts';
import { describe, expect, test } from 'vitest';
import { golden } from '../../test/golden.ts';
import { fQuantileOfTail, fTail } from '../special/f-distribution.ts';
import { DAY_MS, HOUR_MS } from './alarm-counts.ts';
import { baselineOf, classOfHour, emptyClassCounts } from './class-counts.ts';
import { cellGroups } from './cell-groups.ts';
import { excessAt, fitExcessTail } from './excess-tail.ts';
import { gOfCell, gStatistic } from './g-statistic.ts';
import { alarmProbability, effectiveWindows, fitViewLaw, thresholdFactor } from './view-law.ts';
import { readViews } from './window-views.ts';

const { fQuantiles, gStatistics, location } = golden('alarms.json') as {
  fQuantiles: { tail: number; d1: number; d2: number; value: number }[];
  gStatistics: { a: number[]; r: number[]; value: number }[];
  location: { w: number[]; r: number[]; statistic: number; effect: number }[];
};

describe('agrees with SciPy', () => {
  test.each(fQuantiles)('F quantile of tail $tail with $d1 and $d2', ({ tail, d1, d2, value }) => {
    const x = fQuantileOfTail(tail, d1, d2);
    expect(Math.abs(x - value) / value).toBeLessThan(1e-8);
    expect(fTail(x, d1, d2)).toBeCloseTo(tail, 12);
  });

  test.each(gStatistics)('G of $a.length cells', ({ a, r, value }) => {
    expect(gStatistic(Float64Array.from(a), Float64Array.from(r))).toBeCloseTo(value, 8);
  });

  test.each(location)('location of $w.length cells', ({ w, r, statistic, effect }) => {
    const feature = { name: 'f', isOrdered: true, valueCells: w.length };
    const totals = Float64Array.from([...r, 0, 0]);
    const m = r.reduce((sum, count) => sum + count, 0);
    const shares = totals.map((count) => count / m);
    const reading = readViews(feature, Float64Array.from([...w, 0, 0]), { shares, m }, cellGroups(feature, totals));
    expect(reading.views.location?.statistic).toBeCloseTo(statistic, 8);
    expect(reading.views.location?.effect).toBeCloseTo(effect, 10);
  });
});

describe('worked by hand', () => {
  test('a window over two classes is compared with their mixture', () => {
    const classes = emptyClassCounts('hour', 3);
    classes.counts.set([10, 30, 0], 0);
    classes.counts.set([100, 50, 50], 3);
    classes.rows.set([40, 200]);
    const hours = [
      { hourStartMs: 0, rows: 30 },
      { hourStartMs: HOUR_MS, rows: 10 },
    ];
    const { shares, m } = baselineOf(classes, { counts: new Float64Array(3), hours }, new Float64Array(3));
    // 3/4 of (1/4, 3/4, 0) and 1/4 of (1/2, 1/4, 1/4); m = 1 ÷ (0.5625/40 + 0.0625/200).
    expect([...shares]).toEqual([0.3125, 0.625, 0.0625]);
    expect(m).toBeCloseTo(1 / (0.5625 / 40 + 0.0625 / 200), 10);
  });

  test('a class without reference events says nothing', () => {
    const classes = emptyClassCounts('hour', 3);
    const window = { counts: new Float64Array(3), hours: [{ hourStartMs: 0, rows: 30 }] };
    expect(baselineOf(classes, window, new Float64Array(3)).m).toBe(0);
  });

  test('hours have classes by clock and weekend', () => {
    const saturday = 2 * DAY_MS;
    expect(classOfHour('all', saturday)).toBe(0);
    expect(classOfHour('hour', saturday + 5 * HOUR_MS)).toBe(5);
    expect(classOfHour('hour-weekend', saturday + 5 * HOUR_MS)).toBe(29);
    expect(classOfHour('hour-weekend', saturday + 2 * DAY_MS)).toBe(0);
  });

  test('inflation, its freedom, and wandering', () => {
    const samples = [2, 4, 6].map((statistic) => ({ statistic, h: 0.1 }));
    // mean 4, variance 4: ν = 2·16/4 = 8, not above df = 1.
    expect(fitViewLaw(samples, 1)).toEqual({ mu: 4, nu: 1, tau: expect.closeTo(0.4, 12) as number });
    expect(fitViewLaw(samples, 16)).toEqual({ mu: 16, nu: 16, tau: 0 });
    const wild = [0, 0, 12].map((statistic) => ({ statistic, h: 0.1 }));
    // mean 4, variance 48: ν = 2·16/48.
    expect(fitViewLaw(wild, 4).nu).toBeCloseTo(2 / 3, 12);
    expect(fitViewLaw([], 3, 5)).toEqual({ mu: 5, nu: 3, tau: 0 });
  });

  test('the budget is shared by lengths, features, views and looks', () => {
    const alpha = alarmProbability({ perWeek: 0.5, features: 50, lengths: 5, windowMs: HOUR_MS });
    expect(alpha).toBeCloseTo(0.5 / (5 * 50 * 7 * 14 * 168), 15);
    expect(effectiveWindows(100, HOUR_MS)).toBe(50);
    expect(effectiveWindows(100, 6 * HOUR_MS)).toBe(100);
    expect(effectiveWindows(1, HOUR_MS)).toBe(2);
  });

  test('a short reference raises the threshold', () => {
    expect(thresholdFactor(1e-6, 1, 5)).toBeGreaterThan(thresholdFactor(1e-6, 1, 500));
  });

  test('excess beyond the ninth decile', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    const tail = fitExcessTail(values);
    // q90 = 91; the nine above lie 1 to 9 beyond, 5 in the mean.
    expect(tail).toEqual({ q90: 91, beta: 5 * (1 + 1 / 3), p0: 0.09 });
    expect(excessAt(tail, 0.0009)).toBeCloseTo(91 + (20 / 3) * Math.log(100), 10);
  });
});

describe('laws', () => {
  const counts = fc.array(fc.nat(1_000), { minLength: 2, maxLength: 20 });

  test('G is 0 for proportional counts and does not know the order of cells', () => {
    fc.assert(
      fc.property(counts, (a) => {
        const tripled = Float64Array.from(a, (count) => 3 * count);
        expect(gStatistic(Float64Array.from(a), tripled)).toBeLessThan(1e-6);
        const other = Float64Array.from(a, (_, index) => (index * 37) % 11);
        const there = gStatistic(Float64Array.from(a), other);
        const back = gStatistic(Float64Array.from(a.toReversed()), other.toReversed());
        expect(Math.abs(there - back)).toBeLessThan(1e-6);
      }),
    );
  });

  test('G of one cell is G of two cells', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), fc.nat(500), (a, b, r, s) => {
        const whole = gStatistic(Float64Array.of(a, b), Float64Array.of(r, s));
        expect(Math.abs(gOfCell(a, a + b, r, r + s) - whole)).toBeLessThan(1e-7);
      }),
    );
  });

  test('any window gives finite readings', () => {
    const cells = fc.array(fc.nat(50), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(cells, cells, fc.boolean(), (window, reference, isOrdered) => {
        fc.pre(window.some((count) => count > 0) && reference.some((count) => count > 0));
        const feature = { name: 'f', isOrdered, valueCells: 4 };
        const totals = Float64Array.from(reference);
        const m = reference.reduce((sum, count) => sum + count, 0);
        const shares = totals.map((count) => count / m);
        const reading = readViews(feature, Float64Array.from(window), { shares, m }, cellGroups(feature, totals));
        for (const view of Object.values(reading.views)) {
          expect(Number.isFinite(view.statistic)).toBe(true);
          expect(Number.isFinite(view.effect)).toBe(true);
        }
      }),
    );
  });
});
