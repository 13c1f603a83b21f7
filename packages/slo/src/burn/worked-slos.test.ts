import { describe, expect, it } from 'vitest';
import { budgetShare } from '../budget/budget-share.ts';
import { errorBudget } from '../budget/error-budget.ts';
import { windowMinutes } from '../budget/rolling-window.ts';
import { noSignals, type MinuteSignals } from '../sli/minute-signals.ts';
import { definitionOf, SLI_DEFINITIONS, type SliKind } from '../sli/registry.ts';
import { ALERT_POLICIES } from './alert-policies.ts';
import { burnRate } from './burn-rate.ts';
import { defaultAlertRows, errorRatioAbove } from './default-alert-rows.ts';
import { reachability } from './reachability.ts';

type Worked = {
  kind: SliKind;
  target: number;
  days: number;
  /** Minutes alike, in which so much went right and wrong. */
  minutes: { good: Partial<MinuteSignals>; bad: Partial<MinuteSignals>; counts: [good: number, bad: number] };
  sloth: number[];
  pyrra: number[];
  burn: number;
  left: number;
  outageMinutes: number;
};

const windows = (verdict: 'ok' | 'critical') => ({ windows: { ...noSignals().windows, [verdict]: 1 } });

/** Five objectives reckoned by hand with the formulas of slok/sloth and pyrra-dev/pyrra (both Apache-2.0). */
const WORKED: Worked[] = [
  {
    kind: 'availability',
    target: 0.999,
    days: 30,
    minutes: { good: { events: 1_000 }, bad: { events: 1_000, errors: 600 }, counts: [999, 1] },
    sloth: [0.0144, 0.006, 0.003, 0.001],
    pyrra: [0.014, 0.007, 0.002, 0.001],
    burn: 0.6,
    left: 0.4,
    outageMinutes: 43.2,
  },
  {
    kind: 'latency',
    target: 0.99,
    days: 28,
    minutes: {
      good: { events: 1_000, timed: 1_000, withinThreshold: 1_000 },
      bad: { events: 1_000, timed: 1_000, withinThreshold: 0 },
      counts: [1_975, 25],
    },
    sloth: [0.1344, 0.056, 0.028, 0.009_333],
    pyrra: [0.14, 0.07, 0.02, 0.01],
    burn: 1.25,
    left: -0.25,
    outageMinutes: 403.2,
  },
  {
    kind: 'freshness',
    target: 0.95,
    days: 7,
    minutes: { good: { reading: 0 }, bad: { reading: 6 }, counts: [9_072, 1_008] },
    sloth: [0.672, 0.175, 0.07, 0.049],
    pyrra: [0.7, 0.35, 0.1, 0.05],
    burn: 2,
    left: -1,
    outageMinutes: 504,
  },
  {
    kind: 'drift',
    target: 0.995,
    days: 30,
    minutes: { good: windows('ok'), bad: windows('critical'), counts: [43_146, 54] },
    sloth: [0.072, 0.03, 0.015, 0.005],
    pyrra: [0.07, 0.035, 0.01, 0.005],
    burn: 0.25,
    left: 0.75,
    outageMinutes: 216,
  },
  {
    kind: 'correctness',
    target: 0.9,
    days: 28,
    minutes: {
      good: { events: 100, answers: { right: 100, wrong: 0 } },
      bad: { events: 100, answers: { right: 0, wrong: 100 } },
      counts: [348, 52],
    },
    sloth: [1.344, 0.56, 0.28, 0.0933],
    pyrra: [1.4, 0.7, 0.2, 0.1],
    burn: 1.3,
    left: -0.3,
    outageMinutes: 4_032,
  },
];

describe.each(WORKED)('$kind at $target over $days d', (worked) => {
  const { kind, target, days } = worked;
  const [goodMinutes, badMinutes] = worked.minutes.counts;
  const count = (sample: Partial<MinuteSignals>) =>
    definitionOf({ kind }).count({ ...noSignals(), ...sample }, SLI_DEFINITIONS[kind].defaults.parameters);
  const [fine, broken] = [count(worked.minutes.good), count(worked.minutes.bad)];
  const counts = {
    good: fine.good * goodMinutes + broken.good * badMinutes,
    bad: fine.bad * goodMinutes + broken.bad * badMinutes,
  };

  it('burns and leaves what was reckoned', () => {
    expect(burnRate(counts, target)).toBeCloseTo(worked.burn, 9);
    expect(errorBudget(counts, target).remaining).toBeCloseTo(worked.left, 9);
    expect(budgetShare(target) * windowMinutes(days)).toBeCloseTo(worked.outageMinutes, 9);
  });

  it('fires at the error ratios of Sloth and of Pyrra', () => {
    const ratios = (rows: { burnAbove: number }[]) => rows.map((row) => errorRatioAbove(row, target));
    for (const [index, ratio] of ratios(defaultAlertRows(days)).entries())
      expect(ratio).toBeCloseTo(worked.sloth[index] ?? Number.NaN, 4);
    for (const [index, ratio] of ratios(ALERT_POLICIES.pyrra.rows(days)).entries())
      expect(ratio).toBeCloseTo(worked.pyrra[index] ?? Number.NaN, 9);
  });

  it('says which rows can never fire', () => {
    for (const [index, row] of defaultAlertRows(days).entries())
      expect(reachability(row.burnAbove, target).reachable).toBe((worked.sloth[index] ?? 0) < 1);
  });
});
