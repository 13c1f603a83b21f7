import type { ChangeEventMessage } from '@leeway/contracts';
import { notifyLive } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';

const BY_REMEDIATION = /^remediation ([0-9a-f-]{36})$/u;

/**
 * A model server may itself announce what a remediation changed, naming it as the author. Both accounts of one change
 * share an id, so that it is shown once.
 */
function idOf(input: ChangeEventMessage): string {
  const remediationId = input.kind === 'response' ? BY_REMEDIATION.exec(input.by)?.[1] : undefined;
  return remediationId === undefined ? input.id : `remediation:${remediationId}`;
}

/** Stores what somebody says they did; the same id again changes nothing. */
export async function recordChange({ ctx, input }: { ctx: Ctx; input: ChangeEventMessage }): Promise<boolean> {
  authorizeSystem(ctx.actor);
  return inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.changeEvent.createMany({
      data: [
        {
          id: idOf(input),
          modelId: input.model ?? null,
          kind: input.kind,
          title: input.title,
          detail: input.detail,
          actor: input.by,
          fromValue: input.from ?? null,
          toValue: input.to ?? null,
          url: input.url ?? null,
          at: new Date(input.time),
          receivedAt: ctx.now(),
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return false;
    await notifyLive(tx, {
      kind: 'change',
      ...(input.model ? { modelId: input.model } : {}),
      id: input.id,
      atMs: ctx.now().getTime(),
    });
    return true;
  });
}
