import { randomUUID } from 'node:crypto';
import { ModelId } from '@leeway/contracts';
import { decodeReference, gridOf, rebaseline, sumPanes } from '@leeway/drift';
import { actorName } from '@leeway/response';
import { loadPanes } from '@leeway/store';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { activateReference, storeReference } from './activate-reference.ts';
import { lockModel } from './lock-model.ts';

const MIN_EVENTS = 1_000;
const MAX_SPAN_MS = 14 * 86_400_000;

export const RebaselineModelInput = z
  .object({
    modelId: ModelId,
    fromMs: z.int().min(0),
    toMs: z.int().min(0),
    reason: z.string().trim().min(1, 'say why').max(1_000),
  })
  .refine(({ fromMs, toMs }) => fromMs < toMs && toMs - fromMs <= MAX_SPAN_MS, {
    path: ['toMs'],
    message: 'a stretch of at most 14 days that ends after it begins',
  });
export type RebaselineModelInput = z.infer<typeof RebaselineModelInput>;

/**
 * Takes a stretch of the stream as what is normal from now on. The grid stays, so the stretch is summed from panes and
 * nothing is read again.
 */
export async function rebaselineModel({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: RebaselineModelInput;
}): Promise<{ referenceId: string; rowCount: number }> {
  authorize(ctx.actor, 'registerModel');
  const { modelId, fromMs, toMs, reason } = RebaselineModelInput.parse(input);
  return inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    const model = await lockModel(tx, modelId);
    const row = await tx.reference.findUnique({ where: { id: model.activeReferenceId ?? '' } });
    if (row === null) throw new ServiceError('conflict', 'The model has no reference whose grid could be kept.');
    const old = decodeReference(row.body);
    const grid = gridOf(old);
    const panes = await loadPanes(tx, { modelId, grid, fromMs, toMs });
    const pane = sumPanes(grid, panes.values());
    if (pane.events < MIN_EVENTS)
      throw new ServiceError('invalid', `That stretch has ${pane.events} events; ${MIN_EVENTS} are needed.`);
    const reference = rebaseline(old, pane, {
      kind: 'stream',
      detail: reason,
      fromMs,
      toMs,
      createdBy: actorName(ctx.actor),
    });
    await storeReference(tx, { modelId, reference, quality: null, at });
    await activateReference(tx, {
      modelId,
      referenceId: reference.id,
      previousId: model.activeReferenceId,
      detail: `Re-baselined on ${pane.events} events: ${reason}`,
      actor: ctx.actor,
      at,
      changeId: `reference:${randomUUID()}`,
    });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'model.rebaseline',
      target: `model:${modelId}`,
      data: { referenceId: reference.id, previousId: model.activeReferenceId, fromMs, toMs, reason },
    });
    return { referenceId: reference.id, rowCount: reference.rowCount };
  });
}
