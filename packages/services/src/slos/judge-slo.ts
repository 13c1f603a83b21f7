import {
  budgetStep,
  ERROR_BUDGET_POLICY,
  countedPolicy,
  evaluatePolicy,
  sloState,
  STALE_AFTER_MS,
  type AlertChange,
  type AlertState,
  type BudgetStep,
  type WindowTally,
} from '@leeway/slo';
import type { SloStatusToWrite } from '@leeway/store';
import { measureSlo, type SloMeasurement } from './measure-slo.ts';
import type { SloRecord } from './slo-record.ts';

/** A model whose panes are long is measured that much later. */
export function staleAfterMs(paneMs: number): number {
  return Math.max(STALE_AFTER_MS, 2 * paneMs + 60_000);
}

export type JudgedSlo = {
  slo: SloRecord;
  measurement: SloMeasurement;
  changes: AlertChange[];
  alert: AlertState;
  /** The step of the error-budget policy that is in force; null = none. */
  step: BudgetStep | null;
  status: SloStatusToWrite;
};

/**
 * What lists show of an SLO, from its sums. With `judge` the alert rows are judged and what changed is said; without it
 * (a save) they keep saying what they said, apart from rows that are no longer there.
 */
export function judgeSlo(input: {
  slo: SloRecord;
  tally: WindowTally;
  previous: AlertState;
  /** The step in force before, by what was left. */
  previousStep: number | null;
  paneMs: number;
  now: Date;
  judge: boolean;
  /** The model is in a planned maintenance. */
  isMaintained?: boolean;
}): JudgedSlo {
  const { slo, previous, now } = input;
  const nowMs = now.getTime();
  const measurement = measureSlo(slo, input.tally, nowMs);
  const judged = evaluatePolicy({
    // Nothing is measured in a maintenance, and nobody need be told.
    policy: { ...countedPolicy(slo.spec), ...(input.isMaintained === true ? { noDataMinutes: null } : {}) },
    target: slo.target,
    previous,
    sum: measurement.sum,
    toMs: measurement.toMs,
    measuredFromMs: measurement.measuredFromMs,
    measuredToMs: measurement.measuredToMs,
    nowMs,
  });
  const ids = new Set(judged.next.map((state) => state.rowId));
  const alert = input.judge ? judged.next : previous.filter((state) => ids.has(state.rowId));
  const changes = input.judge ? judged.changes : judged.changes.filter((change) => !ids.has(change.rowId));
  const state = sloState({
    remaining: measurement.remaining,
    firing: alert.some((row) => row.firing),
    historyShare: measurement.historyShare,
    measuredToMs: measurement.measuredToMs,
    nowMs,
    staleAfterMs: staleAfterMs(input.paneMs),
  });
  const silentMs = nowMs - (measurement.measuredToMs ?? -Infinity);
  const step = budgetStep({
    policy: ERROR_BUDGET_POLICY,
    remaining: measurement.remaining,
    historyShare: measurement.historyShare,
    isMeasured: silentMs <= staleAfterMs(input.paneMs),
    previous: input.previousStep,
  });
  const { good, bad, unknown } = measurement.window;
  const status: SloStatusToWrite = {
    sloId: slo.id,
    asOf: now,
    good,
    bad,
    unknown,
    coverage: measurement.coverage,
    budgetRemaining: measurement.remaining,
    remainingDayAgo: measurement.remainingDayAgo,
    burnRate: measurement.burnRate,
    exhaustsAt: toDate(measurement.exhaustsAtMs),
    measuredAt: toDate(measurement.measuredToMs),
    state,
    alert,
  };
  return { slo, measurement, changes, alert, step, status };
}

function toDate(ms: number | null): Date | null {
  return ms === null || ms > 8.64e15 ? null : new Date(ms);
}
