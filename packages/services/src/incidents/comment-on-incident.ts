import { notifyLive } from '@leeway/store';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { appendTimeline } from './append-timeline.ts';
import { IncidentId } from './incident-id.ts';

export const CommentOnIncidentInput = z.object({
  id: IncidentId,
  /** Markdown, stored as written; pages sanitise it when they draw it. */
  text: z.string().trim().min(1, 'write something').max(4_000),
});
export type CommentOnIncidentInput = z.infer<typeof CommentOnIncidentInput>;

export async function commentOnIncident({ ctx, input }: { ctx: Ctx; input: CommentOnIncidentInput }): Promise<void> {
  authorize(ctx.actor, 'comment');
  await inTransaction(ctx.db, async (tx) => {
    const row = await tx.incident.findUnique({ where: { id: input.id } });
    if (row === null) throw new ServiceError('not-found', 'There is no such incident.');
    const at = ctx.now();
    await appendTimeline(tx, {
      incidentId: row.id,
      at,
      voice: 'response',
      actor: ctx.actor,
      text: input.text,
      data: { comment: true },
    });
    await notifyLive(tx, { kind: 'incident', modelId: row.modelId, id: row.id, atMs: at.getTime() });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'incident.comment',
      target: `incident:${row.id}`,
      data: { number: row.number, text: input.text },
    });
  });
}
