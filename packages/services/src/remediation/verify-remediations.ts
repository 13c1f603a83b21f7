import {
  actorName,
  RemediationOutcome,
  verifyWindows,
  type IncidentEvidence,
  type RemediationPlan,
  type WindowsVerdict,
} from '@leeway/response';
import type { Ctx } from '../context.ts';
import { lockIncident } from '../incidents/lock-incident.ts';
import { moveIncident } from '../incidents/move-incident.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { moveRemediation } from './move-remediation.ts';
import type { Verification, VerifyingRemediation } from './verification.ts';
import { verificationWindows } from './verification-windows.ts';
import { verifyRetraining, type Rebaseline } from './verify-retraining.ts';

const BATCH = 50;

/** What the windows alone say, in words. */
function fromWindows(verdict: WindowsVerdict, about: string): Verification {
  switch (verdict.kind) {
    case 'waiting':
      return { event: null };
    case 'ok':
      return { event: 'verified-ok', message: `${verdict.windows} windows in a row are ok for ${about}` };
    case 'bad':
      return {
        event: 'verified-bad',
        message: `${verdict.badWindows} of ${verdict.windows} windows after the change are not ok for ${about}`,
      };
    case 'inconclusive':
      return { event: 'inconclusive', message: verdict.reason };
  }
}

async function verifyBySignal(ctx: Ctx, item: VerifyingRemediation): Promise<Verification> {
  const { signal, windowsNeeded } = item.plan.verification;
  const windows = await verificationWindows(ctx.db, {
    modelId: item.model.id,
    sinceMs: item.executedAtMs,
    signal,
    evidence: item.evidence,
    referenceId: null,
  });
  const verdict = verifyWindows({
    windows,
    executedAtMs: item.executedAtMs,
    deadlineMs: item.deadlineMs,
    nowMs: ctx.now().getTime(),
    windowsNeeded,
  });
  const critical = item.evidence.rows.filter((row) => row.verdict === 'critical').map(({ feature }) => feature);
  const names = critical.slice(0, 4).join(', ') + (critical.length > 4 ? ` and ${critical.length - 4} more` : '');
  return fromWindows(verdict, signal === 'drift' ? names : 'latency and errors');
}

const JUDGED = { 'verified-ok': 'ok', 'verified-bad': 'critical', inconclusive: 'warning' } as const;
const SAID = { 'verified-ok': 'succeeded', 'verified-bad': 'failed', inconclusive: 'held' } as const;

/** Writes the result and, where it worked, mitigates the incident in the same transaction. */
async function conclude(
  ctx: Ctx,
  item: VerifyingRemediation,
  result: Extract<Verification, { message: string }>,
): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const incident = await lockIncident(tx, item.row.incidentId);
    const row = await tx.remediation.findUnique({ where: { id: item.row.id } });
    if (incident === null || row === null || row.state !== 'verifying') return false;
    const at = ctx.now();
    const outcome: RemediationOutcome = {
      ...RemediationOutcome.parse(row.outcome ?? {}),
      verification: { message: result.message, atMs: at.getTime() },
    };
    const moved = await moveRemediation(tx, row, {
      event: result.event,
      actor: ctx.actor,
      at,
      voice: 'judged',
      text: `R-${row.number} ${SAID[result.event]}: ${result.message}`,
      judgement: JUDGED[result.event],
      patch: { finishedAt: at, outcome },
      audit: { message: result.message },
    });
    if (moved.kind !== 'moved') return false;
    if (moved.effects.includes('mitigate-incident'))
      await moveIncident(tx, incident, {
        event: 'mitigate',
        actor: ctx.actor,
        at,
        voice: 'judged',
        text: `Mitigated by R-${row.number}, which ${actorName(row.decidedBy as never)} approved`,
        audit: { remediation: row.number },
      });
    return true;
  });
}

/**
 * Reads what was measured since each change took effect, with the same measurement that opened the incident, and
 * says whether it worked. What cannot be told by the deadline is held for a person; it never passes.
 */
export async function verifyRemediations({ ctx, rebaseline }: { ctx: Ctx; rebaseline: Rebaseline }): Promise<number> {
  authorizeSystem(ctx.actor);
  const rows = await ctx.db.remediation.findMany({
    where: { state: 'verifying' },
    include: { incident: { include: { model: true } } },
    orderBy: { executedAt: 'asc' },
    take: BATCH,
  });
  let concluded = 0;
  for (const { incident, ...row } of rows) {
    const executedAt = row.executedAt ?? row.updatedAt;
    const plan = row.plan as unknown as RemediationPlan;
    const item: VerifyingRemediation = {
      row,
      model: incident.model,
      plan,
      evidence: incident.evidence as unknown as IncidentEvidence,
      beganMs: incident.beganAt.getTime(),
      executedAtMs: executedAt.getTime(),
      deadlineMs: row.verifyUntil?.getTime() ?? executedAt.getTime() + plan.verification.withinMs,
      outcome: RemediationOutcome.parse(row.outcome ?? {}),
    };
    const result =
      plan.verification.signal === 'quality'
        ? await verifyRetraining(ctx, item, rebaseline)
        : await verifyBySignal(ctx, item);
    if (result.event !== null && (await conclude(ctx, item, result))) concluded += 1;
  }
  return concluded;
}
