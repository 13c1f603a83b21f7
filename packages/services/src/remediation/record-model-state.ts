import type { ModelStateEvent } from '@leeway/contracts';
import { canonicalJson } from '@leeway/response';
import { notifyLive, type Tx } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { lockProposals } from '../incidents/lock-incident.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { refreshProposals } from './refresh-proposals.ts';

function withoutTime({ id: _id, time: _time, ...rest }: ModelStateEvent): string {
  return canonicalJson(rest);
}

/**
 * Keeps the newest report: an older or repeated one loses by its time, in one statement. When it says something new,
 * proposals that were drawn up on the old one follow.
 */
export async function storeModelState(tx: Tx, state: ModelStateEvent, now: Date): Promise<boolean> {
  const before = await tx.modelState.findUnique({ where: { modelId: state.model } });
  const stored = await tx.$executeRaw`
    INSERT INTO model_state (model_id, state, reported_at)
    SELECT ${state.model}, ${JSON.stringify(state)}::jsonb, ${new Date(state.time)}
    WHERE EXISTS (SELECT 1 FROM model WHERE id = ${state.model})
    ON CONFLICT (model_id) DO UPDATE SET state = excluded.state, reported_at = excluded.reported_at
    WHERE model_state.reported_at < excluded.reported_at`;
  if (stored === 0) return false;
  if (before !== null && withoutTime(before.state as ModelStateEvent) === withoutTime(state)) return true;
  await notifyLive(tx, { kind: 'model', modelId: state.model, atMs: now.getTime() });
  await lockProposals(tx, state.model);
  await refreshProposals({ tx, modelId: state.model, now });
  return true;
}

export async function recordModelState({ ctx, input }: { ctx: Ctx; input: ModelStateEvent }): Promise<boolean> {
  authorizeSystem(ctx.actor);
  return inTransaction(ctx.db, (tx) => storeModelState(tx, input, ctx.now()));
}
