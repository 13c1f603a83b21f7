import { actorName } from '@leeway/response';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { IncidentId } from './incident-id.ts';
import { lockIncident } from './lock-incident.ts';
import { moveIncident } from './move-incident.ts';

export const ResolveIncidentInput = z.object({ id: IncidentId, note: z.string().trim().max(2_000).default('') });
export type ResolveIncidentInput = z.infer<typeof ResolveIncidentInput>;

/** A person ends it. While a command is out it cannot be ended: its outcome would have nowhere to go. */
export async function resolveIncident({ ctx, input }: { ctx: Ctx; input: ResolveIncidentInput }): Promise<void> {
  authorize(ctx.actor, 'resolveIncident');
  await inTransaction(ctx.db, async (tx) => {
    const row = await lockIncident(tx, input.id);
    if (row === null) throw new ServiceError('not-found', 'There is no such incident.');
    const running = await tx.remediation.findFirst({
      where: { incidentId: row.id, state: { in: ['approved', 'executing', 'verifying'] } },
      select: { number: true, state: true },
    });
    if (running !== null)
      throw new ServiceError('conflict', `R-${running.number} is ${running.state}; wait for its outcome.`);
    const name = actorName(ctx.actor);
    const result = await moveIncident(tx, row, {
      event: 'resolve',
      actor: ctx.actor,
      at: ctx.now(),
      voice: 'response',
      text: input.note === '' ? `${name} resolved` : `${name} resolved: ${input.note}`,
      audit: { note: input.note },
    });
    if (result.kind === 'refused') throw new ServiceError('conflict', result.reason);
  });
}
