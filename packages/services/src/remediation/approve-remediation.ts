import { TOPICS, type RemediationCommand } from '@leeway/contracts';
import { actorName, DECISION_POLICY, mayDecideAs } from '@leeway/response';
import type { Prisma, RemediationModel, Tx } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import type { ApproveRemediationInput } from './decision-input.ts';
import { authorizeUnderBudget } from './authorize-under-budget.ts';
import { explainConflict } from './explain-conflict.ts';
import { moveRemediation } from './move-remediation.ts';
import { refreshProposals } from './refresh-proposals.ts';
import { rowsStillTrue } from './rows-still-true.ts';

async function writeCommand(tx: Tx, ctx: Ctx, row: RemediationModel, at: Date): Promise<void> {
  const command: RemediationCommand = {
    remediationId: row.id,
    model: row.modelId,
    action: row.action as RemediationCommand['action'],
    parameters: row.parameters as Record<string, unknown>,
    issuedAt: at.getTime(),
    notAfter: at.getTime() + DECISION_POLICY.commandValidMs,
    approvedBy: actorName(ctx.actor).slice(0, 200),
    contentHash: row.contentHash,
  };
  await tx.outbox.create({
    data: { topic: TOPICS.remediations, key: row.modelId, value: command as unknown as Prisma.InputJsonObject },
  });
}

/** What the approver saw is no longer what the target reports: the proposal is drawn up anew before anybody decides. */
async function refuseStale(ctx: Ctx, row: RemediationModel): Promise<never> {
  await inTransaction(ctx.db, (tx) => refreshProposals({ tx, modelId: row.modelId, now: ctx.now() }));
  throw new ServiceError(
    'conflict',
    `The model reports another state than R-${row.number} was made for. Look at it again, then decide.`,
  );
}

/**
 * Approves exactly the content that the approver saw. One conditional update decides the race before any effect;
 * audit, timeline, command and message to the pages are written in the same transaction.
 */
export async function approveRemediation({ ctx, input }: { ctx: Ctx; input: ApproveRemediationInput }): Promise<void> {
  authorize(ctx.actor, 'decideRemediation');
  const allowed = mayDecideAs(ctx.actor);
  if (!allowed.allowed) throw new ServiceError('forbidden', allowed.reason);
  const outcome = await inTransaction(ctx.db, async (tx) => {
    const row = await tx.remediation.findUnique({ where: { id: input.id } });
    if (row === null) throw new ServiceError('not-found', 'There is no such remediation.');
    const at = ctx.now();
    if (row.state !== 'proposed' || row.contentHash !== input.contentHash || at >= row.expiresAt)
      throw explainConflict(row, at);
    await authorizeUnderBudget(tx, ctx.actor, row);
    if (!(await rowsStillTrue(tx, row))) return { kind: 'stale' as const, row };
    const result = await moveRemediation(tx, row, {
      event: 'approve',
      actor: ctx.actor,
      at,
      voice: 'response',
      text: `${actorName(ctx.actor)} approved R-${row.number}: ${row.title}`,
      patch: { decidedAt: at, decidedBy: ctx.actor },
      audit: { contentHash: row.contentHash, action: row.action, parameters: row.parameters },
    });
    if (result.kind !== 'moved') {
      const now = await tx.remediation.findUniqueOrThrow({ where: { id: row.id } });
      throw explainConflict(now, at);
    }
    if (result.effects.includes('write-command')) await writeCommand(tx, ctx, row, at);
    return { kind: 'approved' as const };
  });
  if (outcome.kind === 'stale') await refuseStale(ctx, outcome.row);
}
