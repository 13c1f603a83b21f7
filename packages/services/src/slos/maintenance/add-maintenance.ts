import { randomUUID } from 'node:crypto';
import { appendAudit } from '../../audit/append-audit.ts';
import type { Ctx } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { authorize } from '../../people/authorize.ts';
import { inTransaction } from '../../transaction.ts';
import { lockModelMinutes } from '../lock-model-minutes.ts';
import { MAX_BACKDATED_MS, MAX_PLANNED_MS, type AddMaintenanceInput } from './maintenance-input.ts';
import { recountMaintenance } from './recount-maintenance.ts';

/** Most maintenances of a model that are not over a month ago. */
const MOST = 200;

/**
 * Plans work on a model, or enters work that nobody had announced. Its minutes are counted as unknown in all of the
 * model's SLOs, those that were counted already are restated at once.
 */
export async function addMaintenance({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: AddMaintenanceInput;
}): Promise<{ id: string }> {
  authorize(ctx.actor, 'editSlo');
  const { modelId, fromMs, toMs, reason } = input;
  return inTransaction(ctx.db, async (tx) => {
    const now = ctx.now();
    if (fromMs < now.getTime() - MAX_BACKDATED_MS)
      throw new ServiceError('invalid', 'It can begin at most 30 days ago.');
    if (fromMs > now.getTime() + MAX_PLANNED_MS)
      throw new ServiceError('invalid', 'It can begin at most 90 days from now.');
    await lockModelMinutes(tx, modelId);
    const model = await tx.model.findUnique({ where: { id: modelId }, select: { archivedAt: true } });
    if (model === null || model.archivedAt !== null) throw new ServiceError('invalid', `There is no model ${modelId}.`);
    const recent = { modelId, toAt: { gt: new Date(now.getTime() - MAX_BACKDATED_MS) } };
    if ((await tx.sloMaintenance.count({ where: recent })) >= MOST)
      throw new ServiceError('invalid', `A model has at most ${MOST} maintenances in a month.`);
    const id = randomUUID();
    await tx.sloMaintenance.create({
      data: {
        id,
        modelId,
        fromAt: new Date(fromMs),
        toAt: new Date(toMs),
        reason,
        createdAt: now,
        createdBy: ctx.actor.name,
      },
    });
    await recountMaintenance(tx, modelId, input, now);
    await appendAudit(tx, {
      at: now,
      actor: ctx.actor,
      action: 'maintenance.add',
      target: `model:${modelId}`,
      data: { id, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), reason },
    });
    return { id };
  });
}
