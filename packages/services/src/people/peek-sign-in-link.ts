import type { Db, Tx } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from './authorize-system.ts';
import { REPLACED } from './create-sign-in-link.ts';
import { oldestAdministrator } from './oldest-administrator.ts';
import { hashSignInToken, SignInToken } from './sign-in-token.ts';

export const LINK_REFUSALS = ['unknown', 'used', 'replaced', 'expired', 'no-administrator'] as const;
export type LinkRefusal = (typeof LINK_REFUSALS)[number];

export type SignInLinkView =
  | { state: 'refused'; reason: LinkRefusal }
  /** Nobody exists yet: the link makes the first administrator. */
  | { state: 'first-administrator' }
  | { state: 'administrator'; name: string };

/** What a link would do, without using it: previews and prefetches only look. */
export async function peekSignInLink({ ctx, input }: { ctx: Ctx; input: { token: string } }): Promise<SignInLinkView> {
  authorizeSystem(ctx.actor);
  const refusal = await refuseLink(ctx.db, input.token, ctx.now());
  if (refusal !== null) return { state: 'refused', reason: refusal };
  if ((await ctx.db.user.count()) === 0) return { state: 'first-administrator' };
  const administrator = await oldestAdministrator(ctx.db);
  if (administrator === null) return { state: 'refused', reason: 'no-administrator' };
  return { state: 'administrator', name: administrator.name };
}

/** Why the link does not work; null when it does. */
export async function refuseLink(db: Db | Tx, token: string, now: Date): Promise<LinkRefusal | null> {
  if (!SignInToken.safeParse(token).success) return 'unknown';
  const row = await db.signInLink.findUnique({ where: { tokenHash: hashSignInToken(token) } });
  if (row === null) return 'unknown';
  if (row.usedAt !== null) return row.usedBy === REPLACED ? 'replaced' : 'used';
  return row.expiresAt <= now ? 'expired' : null;
}
