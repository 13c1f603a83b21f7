import { notifyLive } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import type { DefaultRunbook } from './default-runbooks.ts';

/** Stores the runbooks that are not there yet. What somebody edited is never touched. */
export async function seedRunbooks({
  ctx,
  runbooks,
}: {
  ctx: Ctx;
  runbooks: readonly DefaultRunbook[];
}): Promise<{ added: string[] }> {
  authorize(ctx.actor, 'editRunbook');
  return inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    const by = ctx.actor.name;
    const added: string[] = [];
    for (const { id, title, markdown, match } of runbooks) {
      const { count } = await tx.runbook.createMany({
        data: [{ id, title, markdown, match, version: 1, updatedBy: by }],
        skipDuplicates: true,
      });
      if (count === 0) continue;
      await tx.runbookVersion.create({
        data: { runbookId: id, version: 1, title, markdown, match, savedBy: by, savedAt: at },
      });
      added.push(id);
    }
    if (added.length === 0) return { added };
    await notifyLive(tx, { kind: 'runbook', atMs: at.getTime() });
    await appendAudit(tx, { at, actor: ctx.actor, action: 'runbook.seed', target: 'runbooks', data: { added } });
    return { added };
  });
}
