import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../budget/rolling-window.ts';
import { errorBudget } from '../budget/error-budget.ts';
import { backtestAlerts } from '../series/backtest.ts';
import { createMinuteSeries, type SliMinute } from '../series/minute-series.ts';
import type { AlertRow } from './alert-row.ts';
import { burnRate } from './burn-rate.ts';
import { defaultAlertRows, minutesToFire } from './default-alert-rows.ts';

/**
 * The same histories as in tests of Prometheus rules that promtool 2.42 passed: a counter that is sampled on the minute
 * and grows by so much between two samples. What promtool says at minute n is what an evaluation at the end of minute
 * n − 1 says here.
 */
const START = Date.UTC(2026, 10, 25);

/** `[length, events, bad]` after each other, a minute each; no events = nothing measured. */
function history(parts: readonly (readonly [minutes: number, events: number, bad: number])[]): SliMinute[] {
  const rows: SliMinute[] = [];
  let index = 0;
  for (const [minutes, events, bad] of parts)
    for (let each = 0; each < minutes; each += 1, index += 1)
      if (events > 0) rows.push({ minuteMs: START + index * MINUTE_MS, good: events - bad, bad, unknown: 0 });
  return rows;
}

const FAST: AlertRow = { severity: 'page', longMinutes: 60, shortMinutes: 5, burnAbove: 14.4 };
const SLOW: AlertRow = { severity: 'page', longMinutes: 60, shortMinutes: 5, burnAbove: 6 };

function run(rows: SliMinute[], input: { row: AlertRow; target: number; minutes: number }) {
  const range = { fromMs: START, toMs: START + input.minutes * MINUTE_MS };
  const series = createMinuteSeries(range, rows);
  const policy = { rows: [input.row], minimumBad: 1, noDataMinutes: null };
  const episodes = backtestAlerts({ series, range, policy, target: input.target });
  const minuteOf = (ms: number | null) => (ms === null ? Infinity : (ms - START) / MINUTE_MS);
  return {
    firesAt: (minute: number) =>
      episodes.some((each) => minuteOf(each.firedMs) <= minute && minuteOf(each.resolvedMs) > minute),
    episodes: episodes.map((each) => [minuteOf(each.firedMs), minuteOf(each.resolvedMs)]),
    sum: (minute: number, length: number) =>
      series.sum(START + (minute - length) * MINUTE_MS, START + minute * MINUTE_MS),
  };
}

describe('timelines that promtool proved', () => {
  it('2 % bad at 99.9 % pages, one in 1,001 does not', () => {
    const m1 = run(history([[120, 100, 2]]), { row: FAST, target: 0.999, minutes: 120 });
    expect(m1.firesAt(90)).toBe(true);
    expect(burnRate(m1.sum(90, 60), 0.999)).toBeCloseTo(0.02 / 0.001, 9);
    const m2 = run(history([[120, 1_001, 1]]), { row: FAST, target: 0.999, minutes: 120 });
    expect(m2.firesAt(90)).toBe(false);
    const { good, bad } = m2.sum(90, 60);
    expect(bad / (good + bad)).toBeCloseTo(9.99000999000999e-4, 15);
  });

  it('an idle service has no ratio, does not alert, and spoils no longer window', () => {
    const rows = history([
      [30, 10, 0],
      [61, 0, 0],
      [199, 10, 0],
    ]);
    const idle = run(rows, { row: FAST, target: 0.999, minutes: 240 });
    expect(burnRate(idle.sum(60, 5), 0.999)).toBeNull();
    expect(idle.episodes).toEqual([]);
    expect(errorBudget(idle.sum(150, 180), 0.999).remaining).toBe(1);
    expect(burnRate(idle.sum(150, 180), 0.999)).toBe(0);
  });

  it('no bad event yet is a ratio of nothing, not no ratio', () => {
    const noError = run(history([[90, 10, 0]]), { row: FAST, target: 0.999, minutes: 90 });
    expect(burnRate(noError.sum(60, 5), 0.999)).toBe(0);
  });

  it('a total outage: 14.4× cannot be reached at 90 %, 6× is, and at 99.9 % so is 14.4×', () => {
    const rows = history([[180, 10, 10]]);
    expect(run(rows, { row: FAST, target: 0.9, minutes: 180 }).firesAt(120)).toBe(false);
    expect(run(rows, { row: SLOW, target: 0.9, minutes: 180 }).firesAt(120)).toBe(true);
    expect(run(rows, { row: FAST, target: 0.999, minutes: 180 }).firesAt(120)).toBe(true);
  });

  it('an outage after one healthy hour: silent at minute 60, pages at minute 62', () => {
    const rows = history([
      [61, 600, 0],
      [179, 600, 600],
    ]);
    const late = run(rows, { row: FAST, target: 0.999, minutes: 240 });
    expect([60, 61, 62].map(late.firesAt)).toEqual([false, false, true]);
    expect(late.episodes).toEqual([[62, Infinity]]);
  });

  it('recovery: on at minute 72, off at 78 while the hour is still above; the short window lets go at 76', () => {
    const rows = history([
      [61, 600, 0],
      [10, 600, 600],
      [169, 600, 0],
    ]);
    const recovered = run(rows, { row: FAST, target: 0.999, minutes: 240 });
    expect(recovered.firesAt(72)).toBe(true);
    expect(recovered.firesAt(78)).toBe(false);
    expect(recovered.episodes).toEqual([[62, 76]]);
    const { good, bad } = recovered.sum(78, 60);
    expect(bad / (good + bad)).toBeGreaterThan(0.0144);
  });
});

describe('minutes to fire in a total outage after a clean history', () => {
  const CLEAN = 4_400;
  it.each([
    [0.999, [0.864, 2.16, 4.32, 4.32]],
    [0.99, [8.64, 21.6, 43.2, 43.2]],
    [0.95, [43.2, 108, 216, 216]],
  ])('%d: as computed, and to the minute as judged', (target, expected) => {
    const rows = history([
      [CLEAN, 100, 0],
      [240, 100, 100],
    ]);
    defaultAlertRows(30).forEach((row, index) => {
      const minutes = expected[index] ?? Number.NaN;
      expect(minutesToFire(row, target)).toBeCloseTo(minutes, 9);
      const [episode] = run(rows, { row, target, minutes: CLEAN + 240 }).episodes;
      // Judged once a minute, at the first one at which the burn is above the threshold, not at it.
      expect(episode?.[0]).toBe(CLEAN + Math.floor(minutes + 1e-9) + 1);
    });
  });
});
