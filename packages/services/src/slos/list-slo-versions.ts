import { SloDocument } from '@leeway/slo';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { SloId } from './slo-input.ts';
import type { SloVersionView } from './slo-views.ts';

export const ListSloVersionsInput = z.object({ id: SloId, limit: z.int().min(1).max(200).default(50) });
export type ListSloVersionsInput = z.infer<typeof ListSloVersionsInput>;

/** Newest first: who saved what, and why. */
export async function listSloVersions({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ListSloVersionsInput;
}): Promise<{ items: SloVersionView[]; total: number }> {
  authorize(ctx.actor, 'read');
  const where = { sloId: input.id };
  const [rows, total] = await Promise.all([
    ctx.db.sloVersion.findMany({ where, orderBy: { version: 'desc' }, take: input.limit }),
    ctx.db.sloVersion.count({ where }),
  ]);
  return {
    items: rows.map((row) => ({
      version: row.version,
      document: SloDocument.parse(row.document),
      savedBy: row.savedBy,
      reason: row.reason,
      savedAtMs: row.savedAt.getTime(),
    })),
    total,
  };
}
