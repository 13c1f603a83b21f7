import { randomUUID } from 'node:crypto';
import { ModelId } from '@leeway/contracts';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { activateReference } from './activate-reference.ts';
import { lockModel } from './lock-model.ts';

/** The first twelve hexadecimal digits of a reference's hash. */
export const ReferenceId = z.string().regex(/^[0-9a-f]{12}$/u);

export const SetActiveReferenceInput = z.object({
  modelId: ModelId,
  referenceId: ReferenceId,
  /** The one that was active when this was decided: another by now is a conflict. */
  expectedReferenceId: ReferenceId.nullable().optional(),
  reason: z.string().trim().min(1, 'say why').max(1_000),
});
export type SetActiveReferenceInput = z.infer<typeof SetActiveReferenceInput>;

/** Judges from now on against a reference that was frozen earlier. */
export async function setActiveReference({ ctx, input }: { ctx: Ctx; input: SetActiveReferenceInput }): Promise<void> {
  authorize(ctx.actor, 'registerModel');
  const { modelId, referenceId, reason, expectedReferenceId } = SetActiveReferenceInput.parse(input);
  await inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    const model = await lockModel(tx, modelId);
    const reference = await tx.reference.findFirst({ where: { id: referenceId, modelId }, select: { id: true } });
    if (reference === null) throw new ServiceError('not-found', 'There is no such reference.');
    if (model.activeReferenceId === referenceId) return;
    if (expectedReferenceId !== undefined && model.activeReferenceId !== expectedReferenceId)
      throw new ServiceError('conflict', 'Somebody else has just replaced the reference. Look again before you do.');
    await activateReference(tx, {
      modelId,
      referenceId,
      previousId: model.activeReferenceId,
      detail: reason,
      actor: ctx.actor,
      at,
      changeId: `reference:${randomUUID()}`,
    });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'model.set-reference',
      target: `model:${modelId}`,
      data: { referenceId, previousId: model.activeReferenceId, reason },
    });
  });
}
