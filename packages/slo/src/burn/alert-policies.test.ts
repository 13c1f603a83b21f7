import { describe, expect, it } from 'vitest';
import { ALERT_POLICIES, POLICY_PRESET_IDS, type PolicyPresetId } from './alert-policies.ts';
import { AlertPolicy } from './alert-row.ts';
import { errorRatioAbove, minutesToFire } from './default-alert-rows.ts';
import { reachability } from './reachability.ts';

const rows = (id: PolicyPresetId, days: number) => ALERT_POLICIES[id].rows(days);
const H = 60;
const D = 1_440;

describe('rows as their authors have them', () => {
  it.each<[number, number[][]]>([
    [
      28,
      [
        [H, 5, 2],
        [6 * H, 30, 15],
        [D, 2 * H, H],
        [4 * D, 6 * H, 3 * H],
      ],
    ],
    [
      30,
      [
        [H + 4, 5, 2],
        [6 * H + 26, 32, 16],
        [D + H + 43, 2 * H + 9, H + 4],
        [4 * D + 6 * H + 51, 6 * H + 26, 3 * H + 13],
      ],
    ],
    [
      7,
      [
        [15, 1, 1],
        [90, 8, 4],
        [6 * H, 30, 15],
        [D, 90, 45],
      ],
    ],
  ])('Pyrra over %i days', (days, windows) => {
    expect(rows('pyrra', days).map((row) => [row.longMinutes, row.shortMinutes, row.forMinutes])).toEqual(windows);
    expect(rows('pyrra', days).map((row) => row.burnAbove)).toEqual([14, 7, 2, 1]);
  });

  it('the SRE Workbook has three, of 2, 5 and 10 % of the budget', () => {
    expect(
      rows('sre-workbook', 30).map((row) => [row.severity, row.longMinutes, row.shortMinutes, row.burnAbove]),
    ).toEqual([
      ['page', H, 5, 14.4],
      ['page', 6 * H, 30, 6],
      ['ticket', 3 * D, 6 * H, 1],
    ]);
  });

  it.each<[string, number, number, PolicyPresetId, number[]]>([
    ['availability', 0.999, 30, 'pyrra', [0.014, 0.007, 0.002, 0.001]],
    ['latency', 0.99, 28, 'pyrra', [0.14, 0.07, 0.02, 0.01]],
    ['freshness', 0.95, 7, 'pyrra', [0.7, 0.35, 0.1, 0.05]],
    ['drift', 0.995, 30, 'pyrra', [0.07, 0.035, 0.01, 0.005]],
    ['quality', 0.9, 28, 'pyrra', [1.4, 0.7, 0.2, 0.1]],
    ['availability', 0.999, 30, 'sloth', [0.0144, 0.006, 0.003, 0.001]],
    ['latency', 0.99, 28, 'sloth', [0.1344, 0.056, 0.028, 0.009333]],
    ['freshness', 0.95, 7, 'sloth', [0.672, 0.175, 0.07, 0.049]],
    ['drift', 0.995, 30, 'sloth', [0.072, 0.03, 0.015, 0.005]],
    ['quality', 0.9, 28, 'sloth', [1.344, 0.56, 0.28, 0.0933]],
  ])('error ratios of %s at %d over %i days by %s', (_name, target, days, id, ratios) => {
    rows(id, days).forEach((row, index) =>
      expect(errorRatioAbove(row, target)).toBeCloseTo(ratios[index] ?? Number.NaN, 4),
    );
  });

  it('at 92.86 % and below, the first of Pyrra can never fire, at 93.06 % that of the Workbook', () => {
    const first = (id: PolicyPresetId) => rows(id, 28)[0]?.burnAbove ?? 0;
    expect(reachability(first('pyrra'), 0.9285).reachable).toBe(false);
    expect(reachability(first('pyrra'), 0.9286).reachable).toBe(true);
    expect(reachability(first('sre-workbook'), 0.9305).reachable).toBe(false);
  });
});

describe.each(POLICY_PRESET_IDS)('%s', (id) => {
  it('is a policy for every window', () => {
    for (let days = 1; days <= 90; days += 1) {
      const parsed = AlertPolicy.safeParse({ rows: rows(id, days), minimumBad: 1, noDataMinutes: null });
      expect(parsed.error).toBeUndefined();
      for (const row of rows(id, days)) expect(row.longMinutes).toBeLessThanOrEqual(days * D);
    }
  });
  it('explains itself', () => {
    expect(ALERT_POLICIES[id].label).not.toBe('');
    expect(ALERT_POLICIES[id].source).not.toBe('');
  });
});

describe('time to fire', () => {
  const page = { severity: 'page', longMinutes: H, shortMinutes: 5, burnAbove: 14.4 } as const;
  it('is ten times as long when a tenth is bad, and never when that burns too little', () => {
    expect(minutesToFire(page, 0.999)).toBeCloseTo(0.864, 9);
    expect(minutesToFire(page, 0.999, 0.1)).toBeCloseTo(8.64, 9);
    expect(minutesToFire(page, 0.99, 0.1)).toBe(Infinity);
  });
  it('adds what the row waits', () => {
    expect(minutesToFire({ ...page, forMinutes: 2 }, 0.99)).toBeCloseTo(10.64, 9);
  });
});
