import { describe, expect, it } from 'vitest';
import { budgetSpentToFire, defaultAlertRows, errorRatioAbove, minutesToFire } from './default-alert-rows.ts';

const at = (windowDays: number) => defaultAlertRows(windowDays);

describe('default alert rows', () => {
  it.each([
    [30, [14.4, 6, 3, 1]],
    [28, [13.44, 5.6, 2.8, 0.9333]],
    [7, [13.44, 3.5, 1.4, 0.98]],
  ])('for %i days burn above %j, as Sloth has it', (days, factors) => {
    expect(at(days).map((row) => row.burnAbove)).toEqual(factors);
    expect(at(days).map((row) => [row.longMinutes, row.shortMinutes])).toEqual([
      [60, 5],
      [360, 30],
      [1_440, 120],
      [4_320, 360],
    ]);
    expect(at(days).map((row) => row.severity)).toEqual(['page', 'page', 'ticket', 'ticket']);
  });

  it('stretches the windows for other lengths and keeps the thresholds', () => {
    expect(at(90).map((row) => row.longMinutes)).toEqual([180, 1_080, 4_320, 12_960]);
    expect(at(90).map((row) => row.burnAbove)).toEqual([14.4, 6, 3, 1]);
    expect(at(1).map((row) => [row.longMinutes, row.shortMinutes])).toEqual([
      [9, 1],
      [51, 4],
      [206, 17],
      [617, 51],
    ]);
  });

  it('never has a window longer than the SLO or a short one as long as the long one', () => {
    for (let days = 1; days <= 90; days += 1)
      for (const row of at(days)) {
        expect(row.longMinutes).toBeLessThanOrEqual(days * 1_440);
        expect(row.shortMinutes).toBeLessThan(row.longMinutes);
      }
  });

  it.each([
    ['99.9 % over 30 d', 0.999, 30, [0.0144, 0.006, 0.003, 0.001]],
    ['99 % over 28 d', 0.99, 28, [0.1344, 0.056, 0.028, 0.009333]],
    ['95 % over 7 d', 0.95, 7, [0.672, 0.175, 0.07, 0.049]],
    ['99.5 % over 30 d', 0.995, 30, [0.072, 0.03, 0.015, 0.005]],
    ['90 % over 28 d', 0.9, 28, [1.344, 0.56, 0.28, 0.0933]],
  ])('error ratios for %s', (_name, target, days, ratios) => {
    at(days).forEach((row, index) => expect(errorRatioAbove(row, target)).toBeCloseTo(ratios[index] ?? NaN, 4));
  });

  it.each([
    [0.999, [0.864, 2.16, 4.32, 4.32]],
    [0.99, [8.64, 21.6, 43.2, 43.2]],
    [0.95, [43.2, 108, 216, 216]],
  ])('minutes of total outage until a row fires, target %d over 30 d', (target, minutes) => {
    at(30).forEach((row, index) => expect(minutesToFire(row, target)).toBeCloseTo(minutes[index] ?? NaN, 9));
  });

  it('spends the share of the budget that the table starts from', () => {
    expect(at(30).map((row) => budgetSpentToFire(row, 30))).toEqual(
      [0.02, 0.05, 0.1, 0.1].map((x) => expect.closeTo(x, 9)),
    );
  });
});
