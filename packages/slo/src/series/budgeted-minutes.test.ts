import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorBudget } from '../budget/error-budget.ts';
import { MINUTE_MS } from '../budget/rolling-window.ts';
import {
  BUDGET_SLICE_MINUTES,
  countedPolicy,
  countingOf,
  type Budgeting,
  type CountedSpec,
} from '../spec/budgeting.ts';
import { affectedMinutes } from './affected-minutes.ts';
import { budgetedMinutes } from './budgeted-minutes.ts';
import type { SliMinute } from './minute-series.ts';

const START = Date.UTC(2026, 10, 25, 3);
const at = (minute: number) => START + minute * MINUTE_MS;
const row = (minute: number, good: number, bad: number, unknown = 0): SliMinute => ({
  minuteMs: at(minute),
  good,
  bad,
  unknown,
});
const spec = (budgeting?: Budgeting): CountedSpec => ({ kind: 'availability', ...(budgeting && { budgeting }) });
const slices = (sliceMinutes: number, sliceTarget: number) => spec({ method: 'timeslices', sliceMinutes, sliceTarget });
const ratio = (sliceMinutes: number) => spec({ method: 'ratioTimeslices', sliceMinutes });
const short = (minutes: SliMinute[]) =>
  minutes.map(({ minuteMs, good, bad, unknown }) => [(minuteMs - START) / MINUTE_MS, good, bad, unknown]);

describe('time slices', () => {
  it('leave counts as they are where events are counted one by one', () => {
    const minutes = [row(0, 95, 5), row(3, 1, 0)];
    expect(budgetedMinutes(spec(), minutes, at(9))).toEqual(minutes);
    expect(countingOf(spec())).toMatchObject({ unit: 'event', parts: 1, noun: { one: 'prediction' } });
  });

  it('are good as a whole when enough of their events are, and bad as a whole', () => {
    const minutes = [row(0, 0, 5), row(1, 95, 0), row(5, 94, 6), row(12, 0, 0, 7)];
    expect(short(budgetedMinutes(slices(5, 0.95), minutes, at(14)))).toEqual([
      ...[0, 1, 2, 3, 4].map((minute) => [minute, 1, 0, 0]),
      ...[5, 6, 7, 8, 9].map((minute) => [minute, 0, 1, 0]),
      ...[10, 11, 12, 13].map((minute) => [minute, 0, 0, 1]),
    ]);
  });

  it('count alike however many events they hold, by their share of good ones', () => {
    // A quiet minute with half of it bad weighs as much as a busy one without a fault.
    const minutes = budgetedMinutes(ratio(1), [row(0, 1, 1), row(1, 1_000_000, 0)], at(2));
    expect(short(minutes)).toEqual([
      [0, 500_000, 500_000, 0],
      [1, 1_000_000, 0, 0],
    ]);
    const sum = { good: 1_500_000, bad: 500_000 };
    expect(errorBudget(sum, 0.75).remaining).toBe(0);
    const policy = { rows: [], minimumBad: 3, noDataMinutes: null };
    expect(countedPolicy({ ...ratio(1), alerting: policy }).minimumBad).toBe(3_000_000);
    expect(countedPolicy({ ...slices(1, 0.9), alerting: policy }).minimumBad).toBe(3);
  });

  it('never lose or invent a minute, whatever the counts, and restate whole slices', () => {
    const counts = fc.array(fc.tuple(fc.nat(200), fc.nat(1_000), fc.nat(1_000), fc.nat(9)), { maxLength: 80 });
    fc.assert(
      fc.property(counts, fc.constantFrom(...BUDGET_SLICE_MINUTES), fc.boolean(), (rows, length, isRatio) => {
        const one = isRatio ? ratio(length) : slices(length, 0.9);
        const minutes = rows.map(([minute, good, bad, unknown]) => row(minute, good, bad, unknown));
        const budgeted = budgetedMinutes(one, minutes, at(1_000));
        const { parts } = countingOf(one);
        const wanted = new Set(minutes.map(({ minuteMs }) => Math.floor((minuteMs - START) / MINUTE_MS / length)));
        const wider = affectedMinutes(one, { fromMs: at(7), toMs: at(8) });
        return (
          budgeted.length === wanted.size * length &&
          new Set(budgeted.map(({ minuteMs }) => minuteMs)).size === budgeted.length &&
          budgeted.every(({ good, bad, unknown }) => good + bad + unknown === parts) &&
          wider.toMs - wider.fromMs === length * MINUTE_MS
        );
      }),
    );
  });
});
