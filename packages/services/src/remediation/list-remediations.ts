import { ModelId } from '@leeway/contracts';
import { REMEDIATION_STATES } from '@leeway/response';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import type { RemediationView } from './remediation-view.ts';
import { toRemediationViews } from './to-remediation-view.ts';

/** `waiting` = somebody has to decide; `running` = decided and not finished; `finished` = the rest. */
export const REMEDIATION_FILTERS = ['waiting', 'running', 'finished', 'all'] as const;
const RUNNING = ['approved', 'executing', 'verifying'];

export const ListRemediationsInput = z.object({
  filter: z.enum(REMEDIATION_FILTERS).default('all'),
  modelId: ModelId.optional(),
  limit: z.int().min(1).max(200).default(50),
  offset: z.int().min(0).max(10_000).default(0),
});
export type ListRemediationsInput = z.infer<typeof ListRemediationsInput>;

function statesOf(filter: ListRemediationsInput['filter']): string[] {
  switch (filter) {
    case 'waiting':
      return ['proposed'];
    case 'running':
      return RUNNING;
    case 'finished':
      return REMEDIATION_STATES.filter((state) => state !== 'proposed' && !RUNNING.includes(state));
    case 'all':
      return [...REMEDIATION_STATES];
  }
}

/** Waiting ones soonest to expire first, the rest newest first. */
export async function listRemediations({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ListRemediationsInput;
}): Promise<{ items: RemediationView[]; total: number; waiting: number }> {
  authorize(ctx.actor, 'read');
  const where = {
    state: { in: statesOf(input.filter) },
    ...(input.modelId === undefined ? {} : { modelId: input.modelId }),
  };
  const [rows, total, waiting] = await Promise.all([
    ctx.db.remediation.findMany({
      where,
      include: { incident: { select: { number: true, title: true } } },
      orderBy: input.filter === 'waiting' ? { expiresAt: 'asc' } : { number: 'desc' },
      take: input.limit,
      skip: input.offset,
    }),
    ctx.db.remediation.count({ where }),
    ctx.db.remediation.count({ where: { state: 'proposed' } }),
  ]);
  const items = await toRemediationViews({ db: ctx.db, rows, actor: ctx.actor, nowMs: ctx.now().getTime() });
  return { items, total, waiting };
}
