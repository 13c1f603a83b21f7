import { notifyLive } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { activeSlos } from './active-slos.ts';
import { applyAlertChanges } from './apply-alert-changes.ts';
import { lockModelMinutes } from './lock-model-minutes.ts';
import { refreshModelMinutes, type RefreshModel } from './refresh-model-minutes.ts';
import { settleSloIncident, tellFired } from './slo-incident.ts';
import { writeStatus } from './write-status.ts';

/** Models whose minutes and SLOs are kept up to date, oldest first. */
export async function listSloModels({ ctx }: { ctx: Ctx }): Promise<(RefreshModel & { name: string })[]> {
  authorizeSystem(ctx.actor);
  return ctx.db.model.findMany({
    where: { archivedAt: null },
    select: { id: true, name: true, paneMs: true },
    orderBy: { createdAt: 'asc' },
  });
}

/**
 * Brings one model's minutes up to date, then judges each of its SLOs: budget, pace, alerts, and what they mean for
 * incidents. Idempotent, and safe to stop anywhere: a repeated tick counts the same and fires nothing twice.
 */
export async function refreshModelSlos({
  ctx,
  model,
}: {
  ctx: Ctx;
  model: RefreshModel & { name: string };
}): Promise<{ slos: number }> {
  authorizeSystem(ctx.actor);
  await refreshModelMinutes(ctx.db, model);
  const slos = await activeSlos(ctx.db, model.id);
  for (const slo of slos) await judgeSlo(ctx, model, slo.id);
  if (slos.length > 0) await notifyLive(ctx.db, { kind: 'slo', modelId: model.id, atMs: ctx.now().getTime() });
  return { slos: slos.length };
}

/** One transaction an SLO: locks are taken in the order incident, audit, and let go before the next. */
async function judgeSlo(ctx: Ctx, model: RefreshModel & { name: string }, sloId: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await lockModelMinutes(tx, model.id);
    const slo = (await activeSlos(tx, model.id)).find((candidate) => candidate.id === sloId);
    if (slo === undefined) return;
    const now = ctx.now();
    const { actor } = ctx;
    const { measurement, changes, alert } = await writeStatus(tx, { slo, paneMs: model.paneMs, now, judge: true });
    const links = await tellFired(tx, { slo, modelName: model.name, changes, measurement, actor, now });
    await applyAlertChanges(tx, { slo, changes, links, now });
    if (!alert.some((row) => row.firing)) {
      const text = `The error budget of “${slo.name}” no longer burns above any threshold`;
      await settleSloIncident(tx, { slo, actor, now, text });
    }
  });
}
