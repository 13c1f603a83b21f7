import { errorBudget, MINUTE_MS, type MinuteChange } from '@leeway/slo';
import type { Restating, Tx } from '@leeway/store';
import type { Actor } from '@leeway/response';
import { appendAudit } from '../audit/append-audit.ts';
import type { SloMeasurement } from './measure-slo.ts';
import type { SloRecord } from './slo-record.ts';

/** Minutes are still being counted for so long; only what changes later had been said already. */
const SETTLED_MS = 15 * MINUTE_MS;
/** Changes of so long become one restatement: labels trickle in, and an entry for each would hide the others. */
export const RESTATED_TOGETHER_MS = 60 * MINUTE_MS;

/** Adds what changed at minutes that had been judged. A minute that was counted late for the first time is no change. */
export function addRestated(
  restating: Restating | null,
  input: { changes: readonly MinuteChange[]; judgedToMs: number; paneMs: number; nowMs: number },
): Restating | null {
  const settledMs = input.judgedToMs - Math.max(SETTLED_MS, 2 * input.paneMs);
  let sum = restating;
  for (const change of input.changes) {
    const { minuteMs } = change;
    if (change.isFirstCount || minuteMs + MINUTE_MS > settledMs) continue;
    const before = sum ?? { sinceMs: input.nowMs, fromMs: minuteMs, toMs: 0, changes: 0, good: 0, bad: 0, unknown: 0 };
    sum = {
      sinceMs: before.sinceMs,
      fromMs: Math.min(before.fromMs, minuteMs),
      toMs: Math.max(before.toMs, minuteMs + MINUTE_MS),
      changes: before.changes + 1,
      good: before.good + change.good,
      bad: before.bad + change.bad,
      unknown: before.unknown + change.unknown,
    };
  }
  return sum;
}

export function isRestatementDue(restating: Restating | null, nowMs: number): boolean {
  return restating !== null && nowMs - restating.sinceMs >= RESTATED_TOGETHER_MS;
}

/** Writes a restatement down, with what it did to the budget, in the SLO's history and in the audit chain. */
export async function recordRestatement(
  tx: Tx,
  input: { slo: SloRecord; restating: Restating; measurement: SloMeasurement; actor: Actor; now: Date },
): Promise<void> {
  const { slo, restating, measurement, actor, now } = input;
  const { good, bad, unknown, changes } = restating;
  const before = { good: measurement.window.good - good, bad: measurement.window.bad - bad };
  const remainingBefore = errorBudget(before, slo.target, measurement.elapsedShare).remaining;
  await tx.sloRestatement.create({
    data: {
      sloId: slo.id,
      version: slo.version,
      sinceAt: new Date(restating.sinceMs),
      at: now,
      fromAt: new Date(restating.fromMs),
      toAt: new Date(restating.toMs),
      changes,
      good: BigInt(good),
      bad: BigInt(bad),
      unknown: BigInt(unknown),
      remainingBefore,
      remainingAfter: measurement.remaining,
      by: actor.name,
    },
  });
  await appendAudit(tx, {
    at: now,
    actor,
    action: 'slo.restate',
    target: `slo:${slo.id}`,
    data: {
      name: slo.name,
      from: new Date(restating.fromMs).toISOString(),
      to: new Date(restating.toMs).toISOString(),
      changes,
      good,
      bad,
      unknown,
      remainingBefore,
      remainingAfter: measurement.remaining,
    },
  });
}
