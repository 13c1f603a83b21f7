import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import type { RunbookRow } from './runbook-view.ts';
import { toRunbookRow } from './to-runbook-row.ts';

const MAX_RUNBOOKS = 500;

export async function listRunbooks({ ctx }: { ctx: Ctx }): Promise<RunbookRow[]> {
  authorize(ctx.actor, 'read');
  const rows = await ctx.db.runbook.findMany({ orderBy: { title: 'asc' }, take: MAX_RUNBOOKS });
  return rows.map(toRunbookRow);
}
