import type { Actor } from '@leeway/response';
import { notifyLive, type StreamTaskModel } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';

/** A worker that reports no progress for so long is taken for dead. */
export const TASK_LEASE_MS = 60_000;

export type ClaimedTask = { id: string; kind: string; input: unknown; requestedBy: Actor };

/** The oldest task that waits, for this worker alone; null when there is none. */
export async function claimStreamTask({ ctx }: { ctx: Ctx }): Promise<ClaimedTask | null> {
  authorizeSystem(ctx.actor);
  const at = ctx.now();
  const leasedUntil = new Date(at.getTime() + TASK_LEASE_MS);
  const [row] = await ctx.db.$queryRaw<Pick<StreamTaskModel, 'id' | 'kind' | 'input'>[] & { requestedBy: Actor }[]>`
    UPDATE stream_task SET state = 'running', leased_until = ${leasedUntil}
     WHERE id = (SELECT id FROM stream_task WHERE state = 'queued' AND expires_at > ${at}
                  ORDER BY created_at FOR UPDATE SKIP LOCKED LIMIT 1)
    RETURNING id, kind, input, requested_by AS "requestedBy"`;
  if (row === undefined) return null;
  await notifyLive(ctx.db, { kind: 'stream-task', id: row.id, atMs: at.getTime() });
  return row;
}
