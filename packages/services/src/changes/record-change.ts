import type { ChangeEventMessage } from '@leeway/contracts';
import type { Actor } from '@leeway/response';
import { notifyLive, type Tx } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';

const BY_REMEDIATION = /^remediation ([0-9a-f-]{36})$/u;

/**
 * A model server may itself announce what a remediation changed, naming it as the author. Both accounts of one change
 * share an id, so that it is shown once.
 */
function remediationOf(input: ChangeEventMessage): string | undefined {
  return input.kind === 'response' ? BY_REMEDIATION.exec(input.by)?.[1] : undefined;
}

/** Whoever approved it, rather than the number of what was approved. */
async function actorOf(tx: Tx, input: ChangeEventMessage, remediationId: string | undefined): Promise<string> {
  if (remediationId === undefined) return input.by;
  const row = await tx.remediation.findUnique({ where: { id: remediationId }, select: { decidedBy: true } });
  return (row?.decidedBy as Actor | null | undefined)?.name ?? input.by;
}

/** Stores what somebody says they did; the same id again changes nothing. */
export async function recordChange({ ctx, input }: { ctx: Ctx; input: ChangeEventMessage }): Promise<boolean> {
  authorizeSystem(ctx.actor);
  const remediationId = remediationOf(input);
  return inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.changeEvent.createMany({
      data: [
        {
          id: remediationId === undefined ? input.id : `remediation:${remediationId}`,
          modelId: input.model ?? null,
          kind: input.kind,
          title: input.title,
          detail: input.detail,
          actor: await actorOf(tx, input, remediationId),
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
