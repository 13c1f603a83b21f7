import { sayDuration, silenceEndsAtMs } from '@leeway/response';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { moveRemediation } from './move-remediation.ts';

const BATCH = 100;

/**
 * Ends what the model server does not answer. Never sent: failed, since it was certainly not carried out. Sent: held
 * as inconclusive, since nobody knows.
 */
export async function endSilentRemediations({ ctx }: { ctx: Ctx }): Promise<number> {
  authorizeSystem(ctx.actor);
  const rows = await ctx.db.remediation.findMany({
    where: { state: { in: ['approved', 'executing'] } },
    orderBy: { decidedAt: 'asc' },
    take: BATCH,
  });
  let ended = 0;
  for (const row of rows) {
    const at = ctx.now();
    const state = row.state === 'approved' ? 'approved' : 'executing';
    const decidedAtMs = (row.decidedAt ?? row.proposedAt).getTime();
    const endsAtMs = silenceEndsAtMs({
      action: row.action,
      state,
      decidedAtMs,
      sentAtMs: row.sentAt?.getTime() ?? null,
      runningAtMs: row.runningAt?.getTime() ?? null,
    });
    if (at.getTime() < endsAtMs) continue;
    const waited = sayDuration(at.getTime() - decidedAtMs);
    const text =
      state === 'approved'
        ? `R-${row.number} failed: it could not be sent within ${waited}, and was not carried out`
        : `R-${row.number} held: the model server has not answered within ${waited}; whether it was carried out is not known`;
    const result = await inTransaction(ctx.db, (tx) =>
      moveRemediation(tx, row, {
        event: 'timeout',
        actor: ctx.actor,
        at,
        voice: 'response',
        text,
        patch: { finishedAt: at },
      }),
    );
    if (result.kind === 'moved') ended += 1;
  }
  return ended;
}
