import { notifyLive } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';

const LIMIT = 1_000;

/** Ends tasks whose worker died and deletes those that have expired. */
export async function expireStreamTasks({ ctx }: { ctx: Ctx }): Promise<{ ended: number; deleted: number }> {
  authorizeSystem(ctx.actor);
  const at = ctx.now();
  const ended = await ctx.db.$queryRaw<{ id: string }[]>`
    UPDATE stream_task SET state = 'failed', finished_at = ${at},
           error = 'The worker that carried it out went away. Ask again.'
     WHERE id IN (SELECT id FROM stream_task WHERE state = 'running' AND leased_until <= ${at} LIMIT ${LIMIT})
    RETURNING id`;
  for (const { id } of ended) await notifyLive(ctx.db, { kind: 'stream-task', id, atMs: at.getTime() });
  const deleted = await ctx.db.$executeRaw`
    DELETE FROM stream_task WHERE id IN (SELECT id FROM stream_task WHERE expires_at <= ${at} LIMIT ${LIMIT})`;
  return { ended: ended.length, deleted };
}
