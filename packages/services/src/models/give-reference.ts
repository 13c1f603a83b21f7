import { randomUUID } from 'node:crypto';
import type { FrozenReference } from '@leeway/drift';
import type { Tx } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { activateReference, storeReference } from './activate-reference.ts';
import type { ReferenceQuality } from './freeze-reference.ts';
import { lockModel } from './lock-model.ts';

export type GivenReference = {
  modelId: string;
  reference: FrozenReference;
  quality: ReferenceQuality | null;
  /** Whether windows are judged against it from now on. */
  activate: boolean;
  reason: string;
  /** What the audit log holds besides. */
  data?: Record<string, string>;
};

/** Stores one more reference of a model, in the caller's transaction; switching to it is a recorded change. */
export async function giveReference(tx: Tx, ctx: Ctx, given: GivenReference) {
  const { modelId, reference, quality, activate, reason } = given;
  const at = ctx.now();
  const model = await lockModel(tx, modelId);
  const { isNew } = await storeReference(tx, { modelId, reference, quality, at });
  const isSwitched = activate && model.activeReferenceId !== reference.id;
  if (isSwitched)
    await activateReference(tx, {
      modelId,
      referenceId: reference.id,
      previousId: model.activeReferenceId,
      detail: `${reference.rowCount} rows: ${reason}`,
      actor: ctx.actor,
      at,
      changeId: `reference:${randomUUID()}`,
    });
  await appendAudit(tx, {
    at,
    actor: ctx.actor,
    action: 'model.add-reference',
    target: `model:${modelId}`,
    data: {
      ...given.data,
      referenceId: reference.id,
      previousId: model.activeReferenceId,
      rows: reference.rowCount,
      activated: isSwitched,
      reason,
    },
  });
  const active = activate || model.activeReferenceId === reference.id;
  return { modelId, referenceId: reference.id, rowCount: reference.rowCount, isNew, active };
}
