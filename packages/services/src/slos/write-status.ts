import { evaluatePolicy, sloState, STALE_AFTER_MS, type AlertChange, type AlertState } from '@leeway/slo';
import type { Tx } from '@leeway/store';
import { measureSlo, type SloMeasurement } from './measure-slo.ts';
import type { SloRecord } from './slo-record.ts';

/** A model whose panes are long is measured that much later. */
export function staleAfterMs(paneMs: number): number {
  return Math.max(STALE_AFTER_MS, 2 * paneMs + 60_000);
}

/**
 * Computes and keeps what lists show. With `judge` the alert rows are judged and what changed is returned; without it
 * (a save) they keep saying what they said, apart from rows that are no longer there.
 */
export async function writeStatus(
  tx: Tx,
  input: { slo: SloRecord; paneMs: number; now: Date; judge: boolean },
): Promise<{ measurement: SloMeasurement; changes: AlertChange[]; alert: AlertState }> {
  const { slo, now } = input;
  const nowMs = now.getTime();
  const measurement = await measureSlo(tx, slo, nowMs);
  const stored = await tx.sloStatus.findUnique({ where: { sloId: slo.id }, select: { alert: true } });
  const previous = (stored?.alert ?? []) as AlertState;
  const judged = evaluatePolicy({
    policy: slo.spec.alerting,
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
  const data = {
    asOf: now,
    good: BigInt(measurement.window.good),
    bad: BigInt(measurement.window.bad),
    unknown: BigInt(measurement.window.unknown),
    coverage: measurement.coverage,
    budgetRemaining: measurement.remaining,
    remainingDayAgo: measurement.remainingDayAgo,
    burnRate: measurement.burnRate,
    exhaustsAt: toDate(measurement.exhaustsAtMs),
    measuredAt: toDate(measurement.measuredToMs),
    state,
    alert,
  };
  await tx.sloStatus.upsert({ where: { sloId: slo.id }, create: { sloId: slo.id, ...data }, update: data });
  return { measurement, changes, alert };
}

function toDate(ms: number | null): Date | null {
  return ms === null || ms > 8.64e15 ? null : new Date(ms);
}
