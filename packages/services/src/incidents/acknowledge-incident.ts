import { actorName, stepIncident, type IncidentState } from '@leeway/response';
import { notifyLive } from '@leeway/store';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { appendTimeline } from './append-timeline.ts';
import { IncidentId } from './incident-id.ts';

export const AcknowledgeIncidentInput = z.object({ id: IncidentId });
export type AcknowledgeIncidentInput = z.infer<typeof AcknowledgeIncidentInput>;

/** Somebody has it. Repeating one's own acknowledgement changes nothing; another person learns who was first. */
export async function acknowledgeIncident({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: AcknowledgeIncidentInput;
}): Promise<void> {
  authorize(ctx.actor, 'acknowledgeIncident');
  await inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    const name = actorName(ctx.actor);
    const { count } = await tx.incident.updateMany({
      where: { id: input.id, state: 'triggered' },
      data: { state: 'acknowledged', acknowledgedAt: at, acknowledgedBy: name },
    });
    const row = await tx.incident.findUnique({ where: { id: input.id } });
    if (row === null) throw new ServiceError('not-found', 'There is no such incident.');
    if (count === 0) {
      if (row.state === 'acknowledged' && row.acknowledgedBy === name) return;
      const step = stepIncident(row.state as IncidentState, 'acknowledge');
      const by = row.state === 'acknowledged' ? ` ${row.acknowledgedBy ?? 'Somebody'} was first.` : '';
      throw new ServiceError('conflict', `${step.kind === 'refused' ? step.reason : 'It has changed.'}${by}`);
    }
    await appendTimeline(tx, {
      incidentId: row.id,
      at,
      voice: 'response',
      actor: ctx.actor,
      text: `${name} acknowledged`,
    });
    await notifyLive(tx, { kind: 'incident', modelId: row.modelId, id: row.id, atMs: at.getTime() });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'incident.acknowledge',
      target: `incident:${row.id}`,
      data: { number: row.number },
    });
  });
}
