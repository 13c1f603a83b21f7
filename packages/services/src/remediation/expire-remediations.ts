import { DECISION_POLICY, RemediationOutcome, sayDuration } from '@leeway/response';
import { notifyLive } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { appendTimeline } from '../incidents/append-timeline.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { moveRemediation } from './move-remediation.ts';

const BATCH = 100;

/** Ends proposals that nobody decided in time: a written transition, and not a refusal. */
export async function expireRemediations({ ctx }: { ctx: Ctx }): Promise<number> {
  authorizeSystem(ctx.actor);
  const due = await ctx.db.remediation.findMany({
    where: { state: 'proposed', expiresAt: { lte: ctx.now() } },
    orderBy: { expiresAt: 'asc' },
    take: BATCH,
  });
  let expired = 0;
  for (const row of due) {
    const at = ctx.now();
    const result = await inTransaction(ctx.db, (tx) =>
      moveRemediation(tx, row, {
        event: 'expire',
        actor: ctx.actor,
        at,
        voice: 'response',
        text: `R-${row.number} expired: nobody decided within ${sayDuration(row.expiresAt.getTime() - row.proposedAt.getTime())}`,
        patch: { finishedAt: at },
      }),
    );
    if (result.kind === 'moved') expired += 1;
  }
  return expired;
}

/** Warns once, some minutes before a proposal expires. */
export async function warnBeforeExpiry({ ctx }: { ctx: Ctx }): Promise<number> {
  authorizeSystem(ctx.actor);
  const now = ctx.now();
  const soon = await ctx.db.remediation.findMany({
    where: {
      state: 'proposed',
      expiresAt: { gt: now, lte: new Date(now.getTime() + DECISION_POLICY.warnBeforeMs) },
    },
    orderBy: { expiresAt: 'asc' },
    take: BATCH,
  });
  let warned = 0;
  for (const row of soon) {
    const outcome = RemediationOutcome.parse(row.outcome ?? {});
    if (outcome.expiryWarnedAtMs !== null) continue;
    await inTransaction(ctx.db, async (tx) => {
      const { count } = await tx.remediation.updateMany({
        where: { id: row.id, state: 'proposed', updatedAt: row.updatedAt },
        data: { outcome: { ...outcome, expiryWarnedAtMs: now.getTime() } },
      });
      if (count === 0) return;
      const left = sayDuration(row.expiresAt.getTime() - now.getTime());
      const text = `R-${row.number} expires in ${left} if nobody decides`;
      await appendTimeline(tx, { incidentId: row.incidentId, at: now, voice: 'response', actor: ctx.actor, text });
      await notifyLive(tx, { kind: 'remediation', modelId: row.modelId, id: row.id, atMs: now.getTime() });
      warned += 1;
    });
  }
  return warned;
}
