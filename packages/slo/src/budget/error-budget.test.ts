import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burnRate, maximumBurnRate } from '../burn/burn-rate.ts';
import { errorBudget } from './error-budget.ts';

describe('error budget', () => {
  it.each([
    ['availability 99.9 %', 0.999, 600, 1_000_000, 0.6, 0.4],
    ['latency 99 %', 0.99, 25_000, 2_000_000, 1.25, -0.25],
    ['freshness 95 %, minutes', 0.95, 1_008, 10_080, 2, -1],
    ['drift 99.5 %, minutes', 0.995, 54, 43_200, 0.25, 0.75],
    ['quality 90 %', 0.9, 5_200, 40_000, 1.3, -0.3],
  ])('%s: %d with %i of %i bad', (_name, target, bad, total, burn, remaining) => {
    const counts = { good: total - bad, bad };
    expect(burnRate(counts, target)).toBeCloseTo(burn, 12);
    expect(errorBudget(counts, target).remaining).toBeCloseTo(remaining, 12);
  });

  it.each([
    [0.999, 30, 43.2],
    [0.99, 28, 403.2],
    [0.95, 7, 504],
    [0.995, 30, 216],
    [0.9, 28, 4_032],
  ])('allows minutes of total outage: %d over %i d', (target, days, minutes) => {
    expect(errorBudget({ good: days * 1_440, bad: 0 }, target).allowed).toBeCloseTo(minutes, 9);
  });

  it('is nothing to speak of when nothing was measured', () => {
    expect(errorBudget({ good: 0, bad: 0 }, 0.99).remaining).toBeNull();
    expect(burnRate({ good: 0, bad: 0 }, 0.99)).toBeNull();
  });

  it('is one minus the burn rate, and burn never exceeds 1 ÷ (1 − target)', () => {
    const counts = fc.record({ good: fc.nat(1e9), bad: fc.nat(1e9) });
    const target = fc.integer({ min: 500, max: 999 }).map((value) => value / 1_000);
    fc.assert(
      fc.property(counts, target, (sample, goal) => {
        const burn = burnRate(sample, goal);
        const { remaining } = errorBudget(sample, goal);
        if (burn === null || remaining === null) return burn === null && remaining === null;
        return Math.abs(remaining - (1 - burn)) < 1e-6 && burn <= maximumBurnRate(goal) * (1 + 1e-12);
      }),
    );
  });
});
