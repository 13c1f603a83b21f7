import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { activeSloIds } from './active-slos.ts';
import { judgeBatch } from './judge-slos.ts';
import { refreshModelMinutes, type RefreshModel } from './refresh-model-minutes.ts';
import { createSloShelf } from './slo-shelf.ts';

/** Models whose minutes and SLOs are kept up to date, oldest first. */
export async function listSloModels({ ctx }: { ctx: Ctx }): Promise<(RefreshModel & { name: string })[]> {
  authorizeSystem(ctx.actor);
  return ctx.db.model.findMany({
    where: { archivedAt: null },
    select: { id: true, name: true, paneMs: true },
    orderBy: { createdAt: 'asc' },
  });
}

/** Counts the minutes of one model that changed, for it and for its SLOs. */
export async function countModel({ ctx, model }: { ctx: Ctx; model: RefreshModel }): Promise<void> {
  authorizeSystem(ctx.actor);
  await refreshModelMinutes(ctx.db, model, ctx.now().getTime());
}

/**
 * Brings one model's minutes up to date and judges each of its SLOs at once, due or not. Idempotent, and safe to stop
 * anywhere: a repeated call counts the same and fires nothing twice.
 */
export async function refreshModelSlos({ ctx, model }: { ctx: Ctx; model: RefreshModel }): Promise<{ slos: number }> {
  await countModel({ ctx, model });
  const sloIds = await activeSloIds(ctx.db, model.id);
  const shelf = createSloShelf();
  let slos = 0;
  // One at a time: whoever waits for a tally must not hold another that a writer waits for.
  for (const sloId of sloIds) {
    const { judged, failed } = await judgeBatch({ ctx, shelf, sloIds: [sloId], skipBusy: false });
    if (failed[0] !== undefined) throw failed[0].error;
    slos += judged;
  }
  return { slos };
}
