import { sayDuration } from '@leeway/response';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { lockIncident } from './lock-incident.ts';
import { moveIncident } from './move-incident.ts';

const BATCH = 50;

/** Resolves what has been mitigated for `quietMs` without coming back. */
export async function resolveQuietIncidents({ ctx, quietMs }: { ctx: Ctx; quietMs: number }): Promise<number> {
  authorizeSystem(ctx.actor);
  const before = new Date(ctx.now().getTime() - quietMs);
  const rows = await ctx.db.incident.findMany({
    where: { state: 'mitigated', mitigatedAt: { lte: before } },
    select: { id: true },
    orderBy: { mitigatedAt: 'asc' },
    take: BATCH,
  });
  let resolved = 0;
  for (const { id } of rows)
    await inTransaction(ctx.db, async (tx) => {
      const row = await lockIncident(tx, id);
      if (row === null || row.state !== 'mitigated') return;
      await moveIncident(tx, row, {
        event: 'resolve',
        actor: ctx.actor,
        at: ctx.now(),
        voice: 'response',
        text: `Resolved: quiet for ${sayDuration(quietMs)}`,
      });
      resolved += 1;
    });
  return resolved;
}
