import { randomUUID } from 'node:crypto';
import { ModelId } from '@leeway/contracts';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { activateReference } from './activate-reference.ts';

export const SetActiveReferenceInput = z.object({
  modelId: ModelId,
  referenceId: z.string().regex(/^[0-9a-f]{12}$/u),
  reason: z.string().trim().min(1, 'say why').max(1_000),
});
export type SetActiveReferenceInput = z.infer<typeof SetActiveReferenceInput>;

/** Judges from now on against a reference that was frozen earlier. */
export async function setActiveReference({ ctx, input }: { ctx: Ctx; input: SetActiveReferenceInput }): Promise<void> {
  authorize(ctx.actor, 'registerModel');
  const { modelId, referenceId, reason } = SetActiveReferenceInput.parse(input);
  await inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    const reference = await tx.reference.findFirst({ where: { id: referenceId, modelId }, select: { id: true } });
    const model = await tx.model.findUnique({ where: { id: modelId } });
    if (reference === null || model === null) throw new ServiceError('not-found', 'There is no such reference.');
    if (model.activeReferenceId === referenceId) return;
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
