import { RunbookMatch } from '@leeway/response';
import { notifyLive } from '@leeway/store';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import { RunbookId } from './get-runbook.ts';

export const SaveRunbookInput = z.object({
  id: RunbookId,
  title: z.string().trim().min(3).max(120),
  markdown: z.string().trim().min(1).max(40_000),
  match: RunbookMatch,
  /** The version that was edited; null for a new runbook. */
  expectedVersion: z.int().min(1).nullable(),
});
export type SaveRunbookInput = z.infer<typeof SaveRunbookInput>;

/** Saves a new version. Whoever edited an older one is told, so that nobody's text is lost. */
export async function saveRunbook({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: SaveRunbookInput;
}): Promise<{ id: string; version: number }> {
  authorize(ctx.actor, 'editRunbook');
  const content = { title: input.title, markdown: input.markdown, match: input.match };
  return inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    const by = ctx.actor.name;
    const version = (input.expectedVersion ?? 0) + 1;
    if (input.expectedVersion === null) {
      const { count } = await tx.runbook.createMany({
        data: [{ id: input.id, ...content, version, updatedBy: by }],
        skipDuplicates: true,
      });
      if (count === 0) throw new ServiceError('conflict', `A runbook called ${input.id} exists already.`);
    } else {
      const { count } = await tx.runbook.updateMany({
        where: { id: input.id, version: input.expectedVersion },
        data: { ...content, version, updatedBy: by, updatedAt: at },
      });
      if (count === 0) {
        const row = await tx.runbook.findUnique({ where: { id: input.id } });
        if (row === null) throw new ServiceError('not-found', `There is no runbook ${input.id}.`);
        throw new ServiceError(
          'conflict',
          `${row.updatedBy} saved version ${row.version} meanwhile; you edited version ${input.expectedVersion}.`,
        );
      }
    }
    await tx.runbookVersion.create({ data: { runbookId: input.id, version, ...content, savedBy: by, savedAt: at } });
    await notifyLive(tx, { kind: 'runbook', id: input.id, atMs: at.getTime() });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'runbook.save',
      target: `runbook:${input.id}`,
      data: { version, title: input.title },
    });
    return { id: input.id, version };
  });
}
