import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../budget/rolling-window.ts';
import { backtestAlerts } from '../series/backtest.ts';
import { createMinuteSeries, type SliMinute } from '../series/minute-series.ts';
import type { AlertPolicy, AlertRow } from './alert-row.ts';
import { evaluatePolicy } from './evaluate-policy.ts';

const START = Date.UTC(2026, 10, 25);
const PAGE: AlertRow = { severity: 'page', longMinutes: 60, shortMinutes: 5, burnAbove: 14.4 };
const policy = (changes: Partial<AlertPolicy> = {}): AlertPolicy => ({
  rows: [PAGE],
  minimumBad: 1,
  noDataMinutes: null,
  ...changes,
});

/** One minute of 1,000 events for every character: `.` all good, `x` all bad, `?` nothing measured. */
function history(text: string): SliMinute[] {
  return Array.from(text).flatMap((mark, index) => {
    if (mark === '?') return [];
    const bad = mark === 'x' ? 1_000 : 0;
    return [{ minuteMs: START + index * MINUTE_MS, good: 1_000 - bad, bad, unknown: 0 }];
  });
}

function run(text: string, changes: Partial<AlertPolicy> = {}, target = 0.999) {
  const range = { fromMs: START, toMs: START + text.length * MINUTE_MS };
  const series = createMinuteSeries(range, history(text));
  return backtestAlerts({ series, range, policy: policy(changes), target }).map((episode) => ({
    row: episode.rowId,
    fired: (episode.firedMs - START) / MINUTE_MS,
    resolved: episode.resolvedMs === null ? null : (episode.resolvedMs - START) / MINUTE_MS,
  }));
}

describe('burn-rate alerts over a history', () => {
  it('fires in the first minute of a total outage at 99.9 % and is off again soon after it, by the short window', () => {
    expect(run(`${'.'.repeat(60)}${'x'.repeat(10)}${'.'.repeat(60)}`)).toEqual([
      { row: '60m/5m', fired: 61, resolved: 75 },
    ]);
  });

  it('does not fire for what is over already when the long window fills', () => {
    expect(run('.'.repeat(120))).toEqual([]);
  });

  it('never fires when the threshold cannot be reached', () => {
    expect(run('x'.repeat(120), {}, 0.9)).toEqual([]);
    expect(run(`${'.'.repeat(60)}${'x'.repeat(60)}`, { rows: [{ ...PAGE, burnAbove: 6 }] }, 0.9)).toEqual([
      { row: '60m/5m', fired: 97, resolved: null },
    ]);
  });

  it('fires as late in a history that begins with the outage as after a clean one', () => {
    expect(run('x'.repeat(120), { rows: [{ ...PAGE, burnAbove: 6 }] }, 0.9)).toEqual([
      { row: '60m/5m', fired: 37, resolved: null },
    ]);
    expect(run('x'.repeat(3))).toEqual([{ row: '60m/5m', fired: 1, resolved: null }]);
  });

  it('waits as long as the row says, from the first minute above, and begins anew when it falls below', () => {
    const waiting = { rows: [{ ...PAGE, forMinutes: 3 }] };
    expect(run(`${'.'.repeat(60)}${'x'.repeat(10)}${'.'.repeat(60)}`, waiting)).toEqual([
      { row: '60m/5m', fired: 64, resolved: 75 },
    ]);
    expect(run(`${'.'.repeat(60)}x${'.'.repeat(60)}`, { rows: [{ ...PAGE, forMinutes: 10 }] })).toEqual([]);
  });

  it('goes on waiting over minutes in which nothing was measured', () => {
    const waiting = { rows: [{ ...PAGE, forMinutes: 8 }] };
    expect(run(`${'.'.repeat(60)}xx${'?'.repeat(7)}x`, waiting)).toEqual([
      { row: '60m/5m', fired: 70, resolved: null },
    ]);
  });

  it('freezes while nothing is measured: it neither lets go nor fires', () => {
    const gap = '?'.repeat(30);
    expect(run(`${'.'.repeat(60)}${'x'.repeat(10)}${gap}${'.'.repeat(20)}`)).toEqual([
      { row: '60m/5m', fired: 61, resolved: 101 },
    ]);
    expect(run(`${'.'.repeat(60)}${gap}${'.'.repeat(20)}`)).toEqual([]);
  });

  it('waits for enough bad ones', () => {
    expect(run(`${'.'.repeat(60)}xxx`, { minimumBad: 2_500 })).toEqual([{ row: '60m/5m', fired: 63, resolved: null }]);
  });

  it('alerts when nothing was measured, if that was asked for, and only after something once was', () => {
    expect(run(`${'?'.repeat(60)}...${'?'.repeat(20)}...`, { noDataMinutes: 10 })).toEqual([
      { row: 'no-data', fired: 74, resolved: 84 },
    ]);
  });
});

describe('evaluating a policy', () => {
  const bad = { good: 0, bad: 100 };
  const evaluate = (input: Partial<Parameters<typeof evaluatePolicy>[0]>) =>
    evaluatePolicy({
      policy: policy(),
      target: 0.999,
      previous: [],
      sum: () => bad,
      toMs: START,
      measuredFromMs: START - 86_400_000,
      measuredToMs: START,
      nowMs: START,
      ...input,
    });

  it('is idempotent: the same moment judged twice fires once', () => {
    const first = evaluate({});
    expect(first.changes).toEqual([
      { kind: 'fired', rowId: '60m/5m', severity: 'page', atMs: START, burnRate: expect.closeTo(1_000, 6) },
    ]);
    const second = evaluate({ previous: first.next, nowMs: START + 5 });
    expect(second.changes).toEqual([]);
    expect(second.next).toEqual(first.next);
  });

  it('says that a history is too short to fire', () => {
    const { next, changes } = evaluate({ target: 0.95, measuredFromMs: START - 10 * MINUTE_MS });
    expect(changes).toEqual([]);
    expect(next).toMatchObject([{ firing: false, young: true, longBurn: expect.closeTo(20, 6) }]);
  });

  it('ends the alert of a row that was removed', () => {
    const { next } = evaluate({});
    expect(evaluate({ previous: next, policy: policy({ rows: [] }) }).changes).toEqual([
      { kind: 'resolved', rowId: '60m/5m', severity: 'page', atMs: START, burnRate: null },
    ]);
  });
});
