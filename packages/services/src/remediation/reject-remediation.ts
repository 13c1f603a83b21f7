import { actorName, mayDecideAs } from '@leeway/response';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import type { RejectRemediationInput } from './decision-input.ts';
import { authorizeUnderBudget } from './authorize-under-budget.ts';
import { explainConflict } from './explain-conflict.ts';
import { moveRemediation } from './move-remediation.ts';

/** Ends the proposal with a reason, which stays on the timeline and in the audit. Nothing is sent. */
export async function rejectRemediation({ ctx, input }: { ctx: Ctx; input: RejectRemediationInput }): Promise<void> {
  authorize(ctx.actor, 'decideRemediation');
  const allowed = mayDecideAs(ctx.actor);
  if (!allowed.allowed) throw new ServiceError('forbidden', allowed.reason);
  await inTransaction(ctx.db, async (tx) => {
    const row = await tx.remediation.findUnique({ where: { id: input.id } });
    if (row === null) throw new ServiceError('not-found', 'There is no such remediation.');
    const at = ctx.now();
    if (row.state !== 'proposed' || row.contentHash !== input.contentHash || at >= row.expiresAt)
      throw explainConflict(row, at);
    await authorizeUnderBudget(tx, ctx.actor, row);
    const result = await moveRemediation(tx, row, {
      event: 'reject',
      actor: ctx.actor,
      at,
      voice: 'response',
      text: `${actorName(ctx.actor)} rejected R-${row.number}: ${input.reason}`,
      patch: { decidedAt: at, decidedBy: ctx.actor, reason: input.reason, finishedAt: at },
      audit: { contentHash: row.contentHash, action: row.action, parameters: row.parameters, reason: input.reason },
    });
    if (result.kind !== 'moved')
      throw explainConflict(await tx.remediation.findUniqueOrThrow({ where: { id: row.id } }), at);
  });
}
