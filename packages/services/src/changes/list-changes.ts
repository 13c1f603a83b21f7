import { CHANGE_KINDS, ModelId } from '@leeway/contracts';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import type { ChangeView } from './change-view.ts';
import { toChangeView } from './to-change-view.ts';

export const ListChangesInput = z.object({
  modelId: ModelId.optional(),
  kind: z.enum(CHANGE_KINDS).optional(),
  fromMs: z.int().min(0).optional(),
  toMs: z.int().min(0).optional(),
  limit: z.int().min(1).max(200).default(50),
  offset: z.int().min(0).max(10_000).default(0),
});
export type ListChangesInput = z.infer<typeof ListChangesInput>;

/** What somebody did, newest first. Changes without a model concern every model. */
export async function listChanges({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ListChangesInput;
}): Promise<{ items: ChangeView[]; total: number }> {
  authorize(ctx.actor, 'read');
  const where = {
    ...(input.modelId === undefined ? {} : { OR: [{ modelId: input.modelId }, { modelId: null }] }),
    ...(input.kind === undefined ? {} : { kind: input.kind }),
    at: {
      ...(input.fromMs === undefined ? {} : { gte: new Date(input.fromMs) }),
      ...(input.toMs === undefined ? {} : { lte: new Date(input.toMs) }),
    },
  };
  const [rows, total] = await Promise.all([
    ctx.db.changeEvent.findMany({
      where,
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: input.limit,
      skip: input.offset,
    }),
    ctx.db.changeEvent.count({ where }),
  ]);
  return { items: rows.map(toChangeView), total };
}
