import { MINUTE_MS } from '../budget/rolling-window.ts';
import { alertRowId, NO_DATA_ROW_ID, type AlertPolicy, type AlertSeverity } from './alert-row.ts';
import { nextNoDataState, nextRowState, type AlertState } from './alert-state.ts';

export type AlertChange = {
  kind: 'fired' | 'resolved';
  rowId: string;
  severity: AlertSeverity;
  atMs: number;
  burnRate: number | null;
};

type Sum = (fromMs: number, toMs: number) => { good: number; bad: number };

/** Judges every row of a policy at one moment; says what began and what ended. A row that was removed ends. */
export function evaluatePolicy(input: {
  policy: AlertPolicy;
  target: number;
  previous: AlertState;
  sum: Sum;
  /** End of the newest minute that the windows reach to. */
  toMs: number;
  /** Start of the first measured minute that is known; null = none. */
  measuredFromMs: number | null;
  measuredToMs: number | null;
  nowMs: number;
}): { next: AlertState; changes: AlertChange[] } {
  const before = new Map(input.previous.map((state) => [state.rowId, state]));
  const next: AlertState = input.policy.rows.map((row) =>
    nextRowState({
      row,
      target: input.target,
      minimumBad: input.policy.minimumBad,
      historyMinutes: input.measuredFromMs === null ? 0 : (input.toMs - input.measuredFromMs) / MINUTE_MS,
      reading: {
        long: input.sum(input.toMs - row.longMinutes * MINUTE_MS, input.toMs),
        short: input.sum(input.toMs - row.shortMinutes * MINUTE_MS, input.toMs),
      },
      previous: before.get(alertRowId(row)),
      nowMs: input.nowMs,
    }),
  );
  const noData = nextNoDataState({
    policy: input.policy,
    measuredToMs: input.measuredToMs,
    previous: before.get(NO_DATA_ROW_ID),
    nowMs: input.nowMs,
  });
  if (noData !== null) next.push(noData);
  return { next, changes: changesBetween(input.previous, next, input.nowMs) };
}

function changesBetween(previous: AlertState, next: AlertState, atMs: number): AlertChange[] {
  const before = new Map(previous.map((state) => [state.rowId, state.firing]));
  const after = new Map(next.map((state) => [state.rowId, state.firing]));
  const fired = next.filter((state) => state.firing && before.get(state.rowId) !== true);
  const resolved = previous.filter((state) => state.firing && after.get(state.rowId) !== true);
  return [
    ...fired.map(({ rowId, severity, longBurn }) => ({
      kind: 'fired' as const,
      rowId,
      severity,
      atMs,
      burnRate: longBurn,
    })),
    ...resolved.map(({ rowId, severity }) => ({ kind: 'resolved' as const, rowId, severity, atMs, burnRate: null })),
  ];
}
