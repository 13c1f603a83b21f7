import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';

export type CountsView = {
  openIncidents: number;
  waitingApprovals: number;
  models: number;
  slos: number;
  /** Of the last 24 hours. */
  changes: number;
};

const DAY_MS = 86_400_000;

/** What every page counts beside its places: cheap, since it is read with each of them. */
export async function getCounts({ ctx }: { ctx: Ctx }): Promise<CountsView> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const now = ctx.now();
  const [openIncidents, waitingApprovals, models, slos, changes] = await Promise.all([
    db.incident.count({ where: { state: { in: ['triggered', 'acknowledged'] } } }),
    db.remediation.count({ where: { state: 'proposed', expiresAt: { gt: now } } }),
    db.model.count({ where: { archivedAt: null } }),
    db.slo.count({ where: { archivedAt: null } }),
    db.changeEvent.count({ where: { at: { gte: new Date(now.getTime() - DAY_MS) } } }),
  ]);
  return { openIncidents, waitingApprovals, models, slos, changes };
}
