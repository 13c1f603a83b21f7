import { MINUTE_MS, minuteOf } from '@leeway/slo';
import { appendAudit } from '../../audit/append-audit.ts';
import type { Ctx } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { authorize } from '../../people/authorize.ts';
import { inTransaction } from '../../transaction.ts';
import { lockModelMinutes } from '../lock-model-minutes.ts';
import type { EndMaintenanceInput } from './maintenance-input.ts';
import { recountMaintenance } from './recount-maintenance.ts';

/**
 * Ends a maintenance that is running, with this minute. One that has not begun, or is over, is taken back: its minutes
 * count as what they were.
 */
export async function endMaintenance({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: EndMaintenanceInput;
}): Promise<{ outcome: 'ended' | 'taken-back' }> {
  authorize(ctx.actor, 'editSlo');
  return inTransaction(ctx.db, async (tx) => {
    const now = ctx.now();
    const found = await tx.sloMaintenance.findUnique({ where: { id: input.id } });
    if (found === null) throw new ServiceError('not-found', 'There is no such maintenance; maybe it was taken back.');
    const { id, modelId, fromAt } = found;
    await lockModelMinutes(tx, modelId);
    const endAt = new Date(minuteOf(now.getTime()) + MINUTE_MS);
    const toAt = new Date(input.expectedToMs);
    const ended = fromAt <= now && toAt > endAt;
    const where = { id, toAt };
    const { count } = ended
      ? await tx.sloMaintenance.updateMany({ where, data: { toAt: endAt } })
      : await tx.sloMaintenance.deleteMany({ where });
    if (count === 0) throw new ServiceError('conflict', 'Somebody ended it meanwhile, or took it back.');
    await recountMaintenance(tx, modelId, { fromMs: fromAt.getTime(), toMs: toAt.getTime() }, now);
    await appendAudit(tx, {
      at: now,
      actor: ctx.actor,
      action: ended ? 'maintenance.end' : 'maintenance.take-back',
      target: `model:${modelId}`,
      data: { id, from: fromAt.toISOString(), to: toAt.toISOString(), reason: input.reason },
    });
    return { outcome: ended ? 'ended' : 'taken-back' };
  });
}
