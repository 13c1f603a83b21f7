import type { ModelTask } from '@leeway/drift';
import type { Ctx } from '../context.ts';
import { taskOf } from '../models/task-of.ts';
import { authorize } from '../people/authorize.ts';

const MAX_MODELS = 1_000;

export type SloModelChoice = { id: string; name: string; task: ModelTask };

/** Models that an SLO can be created for, by name. */
export async function listSloModelChoices({ ctx }: { ctx: Ctx }): Promise<SloModelChoice[]> {
  authorize(ctx.actor, 'read');
  const models = await ctx.db.model.findMany({
    where: { archivedAt: null },
    select: { id: true, name: true, task: true },
    orderBy: { name: 'asc' },
    take: MAX_MODELS,
  });
  return models.map((model) => ({ ...model, task: taskOf(model) }));
}
