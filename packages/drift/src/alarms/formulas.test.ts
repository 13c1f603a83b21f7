import { fc } from '../../test/properties.ts';
import { describe, expect, test } from 'vitest';
import { golden } from '../../test/golden.ts';
import { fQuantileOfTail, fTail } from '../special/f-distribution.ts';
import { DAY_MS, HOUR_MS } from './alarm-counts.ts';
import { baselineOf, classOfHour, emptyClassCounts } from './class-counts.ts';
import { cellGroups } from './cell-groups.ts';
import { excessAt, fitExcessTail } from './excess-tail.ts';
import { gOfCell, gStatistic } from './g-statistic.ts';
import {
  additiveDispersion,
  alarmProbability,
  effectiveWindows,
  fitViewLaw,
  independentWindows,
  inflatedDirections,
  thresholdFactor,
  viewLevel,
  viewThreshold,
} from './view-law.ts';
import { withUnseenDays } from './unseen-days.ts';
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
    const reading = readViews(
      feature,
      Float64Array.from([...w, 0, 0]),
      { shares, m, isOneClass: false },
      cellGroups(feature, totals),
    );
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
    const budget = { atLeast: 0, alpha: 1e-6, windows: 50 };
    const samples = [2, 4, 6].map((statistic, block) => ({ statistic, h: 0.1, block }));
    // mean 4, variance 4: ν = 2·16/4 = 8, not above df = 1; τ = (1 + 3 + 5)/(3·10).
    expect(fitViewLaw(samples, { ...budget, df: 1 })).toEqual({
      mu: 4,
      nu: 1,
      tau: expect.closeTo(0.3, 12) as number,
      factor: thresholdFactor(1e-6, 1, 3),
    });
    // mean 4, variance 48: ν = 2·16/48.
    const wild = [0, 0, 12].map((statistic, block) => ({ statistic, h: 0.1, block }));
    expect(fitViewLaw(wild, { ...budget, df: 1 }).nu).toBeCloseTo(2 / 3, 12);
    expect(fitViewLaw([], { ...budget, df: 3, atLeast: 5 })).toMatchObject({ mu: 5, nu: 3, tau: 0 });
    // Below what chance does: nothing is inflated.
    expect(fitViewLaw(samples, { ...budget, df: 16 })).toMatchObject({ mu: 16, nu: 16, tau: 0 });
  });

  test('windows of a day that resemble each other count as fewer', () => {
    const sample = (statistic: number, block: number) => ({ statistic, h: 0.1, block });
    // Means 1, 2, 6 of variance 7; all twelve have 4·14/11: a design effect of 4·7·11/56.
    const alike = [1, 2, 6].flatMap((value, day) => Array.from({ length: 4 }, () => sample(value, day)));
    expect(independentWindows(alike, 12)).toBeCloseTo(12 / (4 * (7 / (56 / 11))), 12);
    // Days whose means do not differ tell nothing apart.
    const mixed = [0, 1, 2].flatMap((day) => [1, 2, 3].map((value) => sample(value, day)));
    expect(independentWindows(mixed, 9)).toBe(9);
    expect(independentWindows(mixed, 5)).toBe(5);
    expect(independentWindows([], 2)).toBe(2);
  });

  test('until a week was seen other days may move a mean by 0.4 sd', () => {
    const law = { mu: 1, nu: 1, tau: 0, factor: 30 };
    const budget = { df: 1, alpha: 1e-6, windows: 30 };
    expect(withUnseenDays(law, 'location', budget)).toEqual({ ...law, tau: 0.005 });
    expect(withUnseenDays({ ...law, tau: 0.02 }, 'location', budget).tau).toBe(0.02);
    expect(withUnseenDays(law, 'null', budget)).toEqual(law);
    const shape = { mu: 16, nu: 16, tau: 0, factor: 4 };
    const wide = withUnseenDays(shape, 'shape', { ...budget, df: 16 });
    expect(wide.nu).toBe(1);
    // Small windows: as before; large ones: the shift in one direction.
    expect(viewThreshold(wide, 16, 1)).toBeCloseTo(64, 9);
    expect(viewThreshold(wide, 16, 1e-4)).toBeCloseTo(15 + thresholdFactor(1e-6, 1, 30) * 51, 9);
  });

  test('a mean that moves is not taken for wider ranks', () => {
    const feature = { name: 'f', isOrdered: true, valueCells: 5 };
    const r = [20, 20, 20, 20, 20];
    const totals = Float64Array.from([...r, 0, 0]);
    const groups = cellGroups(feature, totals);
    const shares = totals.map((count) => count / 100);
    const read = (w: number[]) =>
      readViews(feature, Float64Array.from([...w, 0, 0]), { shares, m: 100, isOneClass: false }, groups).views;
    // s = −0.8, −0.4, 0, 0.4, 0.8: μ2 = 0.32, μ4 = 0.17408, V = μ4 − μ2²; at the ends 0.64 − 0.32.
    expect(read([50, 0, 0, 0, 50]).spread?.effect).toBeCloseTo(0.32 / Math.sqrt(0.07168), 10);
    expect(read([50, 0, 0, 0, 50]).spread?.statistic).toBeCloseTo(0.32 ** 2 / (0.07168 * 0.02), 8);
    // All in one cell, wherever: no spread at all.
    expect(read([0, 0, 0, 0, 100]).spread?.effect).toBeCloseTo(0.32 / Math.sqrt(0.07168), 10);
    expect(read([0, 0, 0, 0, 100]).location?.effect).toBeCloseTo(0.8 / Math.sqrt(0.32), 10);
  });

  test('one direction that wanders is told from sixteen that are inflated alike', () => {
    // 15 calm directions and one of level 11: mean 26, variance 2·15 + 2·121.
    expect(inflatedDirections(26, 272, 16)).toBeCloseTo(1, 12);
    // Two of level 6: mean 26, variance 2·14 + 2·2·36.
    expect(inflatedDirections(26, 172, 16)).toBeCloseTo(2, 12);
    // All of level 3: mean 48, variance 2·16·9.
    expect(inflatedDirections(48, 288, 16)).toBeCloseTo(16, 12);
    expect(inflatedDirections(15, 40, 16)).toBe(16);
    // With one direction, the others count as themselves: 15 + 11·factor.
    expect(viewThreshold({ mu: 26, nu: 1, tau: 0, factor: 30 }, 16, 0.1)).toBe(15 + 11 * 30);
    expect(viewThreshold({ mu: 26, nu: 16, tau: 0, factor: 4 }, 16, 0.1)).toBe(26 * 4);
    // Under df = 1 no direction is calm.
    expect(viewThreshold({ mu: 2, nu: 0.5, tau: 0, factor: 40 }, 1, 0.1)).toBe(80);
  });

  test('a level is inflated alike at any size, or the more events there are', () => {
    expect(viewLevel({ mu: 3, tau: 0 }, 1, 0.01)).toBe(3);
    expect(viewLevel({ mu: 3, tau: 0.05 }, 1, 0.01)).toBeCloseTo(6, 12);
    expect(viewLevel({ mu: 16, tau: 0.05 }, 16, 0.05)).toBeCloseTo(17, 12);
    expect(additiveDispersion(-3, 10)).toBe(0);
    expect(additiveDispersion(0, 0)).toBe(0);
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
        const reading = readViews(
          feature,
          Float64Array.from(window),
          { shares, m, isOneClass: false },
          cellGroups(feature, totals),
        );
        for (const view of Object.values(reading.views)) {
          expect(Number.isFinite(view.statistic)).toBe(true);
          expect(Number.isFinite(view.effect)).toBe(true);
        }
      }),
    );
  });
});
