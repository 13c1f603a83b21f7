import { randomUUID } from 'node:crypto';
import { ModelId } from '@leeway/contracts';
import { actorName } from '@leeway/response';
import { notifyLive } from '@leeway/store';
import { z } from 'zod';
import { appendAudit } from '../../audit/append-audit.ts';
import type { Ctx } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { authorize } from '../../people/authorize.ts';
import { inTransaction } from '../../transaction.ts';
import { lockModel } from '../lock-model.ts';
import { loadReference } from '../reference-cache.ts';
import { sliceCandidates } from './slice-candidates.ts';

export const SetSliceByInput = z.object({
  modelId: ModelId,
  /** A categorical feature of the active reference; null = slices are not counted any more. */
  sliceBy: z.string().min(1).max(200).nullable(),
  /** What it was when this was decided: another by now is a conflict. */
  expected: z.string().max(200).nullable(),
});
export type SetSliceByInput = z.infer<typeof SetSliceByInput>;

/** Counts events by the commonest values of another feature from now on. What was counted before stays. */
export async function setSliceBy({ ctx, input }: { ctx: Ctx; input: SetSliceByInput }): Promise<void> {
  authorize(ctx.actor, 'registerModel');
  const { modelId, sliceBy, expected } = SetSliceByInput.parse(input);
  await inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    const model = await lockModel(tx, modelId);
    if (model.sliceBy === sliceBy) return;
    if (model.sliceBy !== expected)
      throw new ServiceError('conflict', 'Somebody else has just chosen other slices. Look again before you do.');
    const reference = await loadReference(ctx.db, model.activeReferenceId ?? '');
    if (sliceBy !== null && (reference === null || !sliceCandidates(reference).includes(sliceBy)))
      throw new ServiceError('invalid', `The reference has no categorical feature "${sliceBy}" to slice by.`);
    await tx.model.update({ where: { id: modelId }, data: { sliceBy } });
    const changeId = `slices:${randomUUID()}`;
    await tx.changeEvent.create({
      data: {
        id: changeId,
        modelId,
        kind: 'config',
        title: sliceBy === null ? 'Slices are not counted any more' : `Slices are counted by ${sliceBy}`,
        detail: '',
        actor: actorName(ctx.actor),
        fromValue: model.sliceBy,
        toValue: sliceBy,
        at,
        receivedAt: at,
      },
    });
    await notifyLive(tx, { kind: 'change', modelId, id: changeId, atMs: at.getTime() });
    await notifyLive(tx, { kind: 'model', modelId, atMs: at.getTime() });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'model.slice-by',
      target: `model:${modelId}`,
      data: { from: model.sliceBy, to: sliceBy },
    });
  });
}
