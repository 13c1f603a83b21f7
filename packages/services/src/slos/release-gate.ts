import { ModelId } from '@leeway/contracts';
import type { BudgetConsequence } from '@leeway/slo';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';

export const ReleaseGateInput = z.object({ modelId: ModelId });
export type ReleaseGateInput = z.infer<typeof ReleaseGateInput>;

export type ReleaseGate = {
  isFrozen: boolean;
  /** SLOs of the model that are in use. */
  slos: number;
  freezing: { sloId: string; name: string; remaining: number | null; sinceMs: number }[];
};

const FREEZING: BudgetConsequence = 'freeze-releases';

/** Whether error budgets of a model ask that nothing new is released: for pipelines that ask before they release. */
export async function releaseGate({ ctx, input }: { ctx: Ctx; input: ReleaseGateInput }): Promise<ReleaseGate> {
  authorize(ctx.actor, 'read');
  const { modelId } = input;
  const model = await ctx.db.model.findUnique({ where: { id: modelId }, select: { id: true } });
  if (model === null) throw new ServiceError('not-found', `There is no model ${modelId}.`);
  const inUse = { modelId, archivedAt: null };
  const [slos, steps] = await Promise.all([
    ctx.db.slo.count({ where: inUse }),
    ctx.db.sloBudgetStep.findMany({
      where: { endedAt: null, consequences: { has: FREEZING }, slo: inUse },
      include: { slo: { select: { id: true, name: true, status: { select: { budgetRemaining: true } } } } },
      orderBy: { beganAt: 'asc' },
    }),
  ]);
  const freezing = steps.map(({ slo, beganAt }) => ({
    sloId: slo.id,
    name: slo.name,
    remaining: slo.status?.budgetRemaining ?? null,
    sinceMs: beganAt.getTime(),
  }));
  return { isFrozen: freezing.length > 0, slos, freezing };
}
