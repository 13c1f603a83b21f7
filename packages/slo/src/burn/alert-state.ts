import { alertRowId, NO_DATA_ROW_ID, type AlertPolicy, type AlertRow, type AlertSeverity } from './alert-row.ts';
import { burnRate } from './burn-rate.ts';

/** What one row says now. Serialised as it is into the store. */
export type AlertRowState = {
  rowId: string;
  severity: AlertSeverity;
  firing: boolean;
  /** When it began to fire. */
  sinceMs: number | null;
  /** Nothing was measured in one of the windows: it neither fires nor lets go. */
  frozen: boolean;
  /** Above the threshold, but what was measured so far is too short a part of the long window to say so. */
  young: boolean;
  /** Since when it has been above, for rows that wait; null = it is not. States stored before do not say. */
  aboveSinceMs?: number | null;
  longBurn: number | null;
  shortBurn: number | null;
};
export type AlertState = AlertRowState[];

export type RowReading = { long: { good: number; bad: number }; short: { good: number; bad: number } };

const FROZEN = { frozen: true, young: false } as const;

/**
 * The next state of one row. It begins to fire when the burn rate over both windows is above the threshold and the
 * long window holds enough bad ones, for as long as the row says, and lets go as soon as either is not: the short window is what makes that quick.
 * Time before anything was measured has spent no budget: a young history fires as late as a clean one would.
 */
export function nextRowState(input: {
  row: AlertRow;
  target: number;
  minimumBad: number;
  reading: RowReading;
  /** Minutes since something was first measured. */
  historyMinutes: number;
  previous: AlertRowState | undefined;
  nowMs: number;
}): AlertRowState {
  const { row, reading, previous } = input;
  const longBurn = burnRate(reading.long, input.target);
  const shortBurn = burnRate(reading.short, input.target);
  const id = { rowId: alertRowId(row), severity: row.severity };
  const wasAbove = previous?.aboveSinceMs ?? null;
  const wasFiring = previous?.firing ?? false;
  const since = previous?.sinceMs ?? null;
  if (longBurn === null || shortBurn === null)
    return { ...id, ...FROZEN, firing: wasFiring, sinceMs: since, aboveSinceMs: wasAbove, longBurn, shortBurn };
  const above = longBurn > row.burnAbove && shortBurn > row.burnAbove;
  const young = above && longBurn * Math.min(1, input.historyMinutes / row.longMinutes) <= row.burnAbove;
  const counts = above && !young && (wasFiring || reading.long.bad >= input.minimumBad);
  const aboveSinceMs = counts ? (wasAbove ?? since ?? input.nowMs) : null;
  const waitedMs = aboveSinceMs === null ? 0 : input.nowMs - aboveSinceMs;
  const firing = counts && (wasFiring || waitedMs >= (row.forMinutes ?? 0) * 60_000);
  const sinceMs = firing ? (since ?? input.nowMs) : null;
  return { ...id, firing, sinceMs, frozen: false, young, aboveSinceMs, longBurn, shortBurn };
}

/** The state of the "no data" alert: fires when nothing was measured for the time the policy says. */
export function nextNoDataState(input: {
  policy: AlertPolicy;
  /** End of the newest measured minute; null = never measured, which is a new SLO and not an outage. */
  measuredToMs: number | null;
  previous: AlertRowState | undefined;
  nowMs: number;
}): AlertRowState | null {
  if (input.policy.noDataMinutes === null) return null;
  const silentMs = input.measuredToMs === null ? 0 : input.nowMs - input.measuredToMs;
  const firing = silentMs > input.policy.noDataMinutes * 60_000;
  return {
    rowId: NO_DATA_ROW_ID,
    severity: 'page',
    firing,
    sinceMs: firing ? (input.previous?.sinceMs ?? input.nowMs) : null,
    frozen: false,
    young: false,
    longBurn: null,
    shortBurn: null,
  };
}
