import type { ReferenceDraftModel, Tx, Db } from '@leeway/store';
import type { Ctx } from '../../context.ts';
import { ServiceError } from '../../errors.ts';

const GONE = 'There is no such draft, or it has expired: drafts are kept for a day. Choose the rows again.';

/** A draft of one's own. */
export async function requireDraft(ctx: Ctx, draftId: string, db: Db | Tx = ctx.db): Promise<ReferenceDraftModel> {
  const draft = await db.referenceDraft.findFirst({
    where: { id: draftId, requesterId: ctx.actor.id, expiresAt: { gt: ctx.now() } },
  });
  if (draft === null) throw new ServiceError('not-found', GONE);
  return draft;
}

/** The same for whoever makes something of it: of two at the same moment, the second sees what the first made. */
export async function lockDraft(tx: Tx, ctx: Ctx, draftId: string): Promise<ReferenceDraftModel> {
  await tx.$queryRaw`SELECT 1 FROM reference_draft WHERE id = ${draftId} FOR UPDATE`;
  return requireDraft(ctx, draftId, tx);
}
