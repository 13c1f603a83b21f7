import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { inTransaction } from '../transaction.ts';
import { authorizeSystem } from './authorize-system.ts';
import { lockPeople } from './lock-people.ts';
import { hashSignInToken, newSignInToken } from './sign-in-token.ts';

export const SIGN_IN_LINK_LIFE_MS = 24 * 3_600_000;
/** `used_by` of a link that a newer one replaced before anybody used it. */
export const REPLACED = 'replaced';

/** A one-time link for whoever sits at the operator's console. Earlier unused ones stop working. */
export async function createSignInLink({ ctx }: { ctx: Ctx }): Promise<{ token: string; expiresAtMs: number }> {
  authorizeSystem(ctx.actor);
  const token = newSignInToken();
  const at = ctx.now();
  const expiresAt = new Date(at.getTime() + SIGN_IN_LINK_LIFE_MS);
  await inTransaction(ctx.db, async (tx) => {
    await lockPeople(tx);
    await tx.signInLink.updateMany({ where: { usedAt: null }, data: { usedAt: at, usedBy: REPLACED } });
    await tx.signInLink.create({ data: { tokenHash: hashSignInToken(token), createdAt: at, expiresAt } });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'sign-in-link.create',
      target: 'sign-in-link',
      data: { expiresAt: expiresAt.toISOString() },
    });
  });
  return { token, expiresAtMs: expiresAt.getTime() };
}
