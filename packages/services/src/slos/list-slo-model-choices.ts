import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';

const MAX_MODELS = 1_000;

/** Models that an SLO can be created for, by name. */
export async function listSloModelChoices({ ctx }: { ctx: Ctx }): Promise<{ id: string; name: string }[]> {
  authorize(ctx.actor, 'read');
  return ctx.db.model.findMany({
    where: { archivedAt: null },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: MAX_MODELS,
  });
}
