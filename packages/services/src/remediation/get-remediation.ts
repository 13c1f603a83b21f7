import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import type { RemediationView } from './remediation-view.ts';
import { toRemediationViews } from './to-remediation-view.ts';

export const GetRemediationInput = z.object({ number: z.int().min(1).max(2_147_483_647) });
export type GetRemediationInput = z.infer<typeof GetRemediationInput>;

export async function getRemediation({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: GetRemediationInput;
}): Promise<RemediationView> {
  authorize(ctx.actor, 'read');
  const row = await ctx.db.remediation.findUnique({
    where: { number: input.number },
    include: { incident: { select: { number: true, title: true } } },
  });
  if (row === null) throw new ServiceError('not-found', `There is no remediation R-${input.number}.`);
  const [view] = await toRemediationViews({
    db: ctx.db,
    rows: [row],
    actor: ctx.actor,
    nowMs: ctx.now().getTime(),
  });
  if (view === undefined) throw new ServiceError('not-found', `There is no remediation R-${input.number}.`);
  return view;
}
