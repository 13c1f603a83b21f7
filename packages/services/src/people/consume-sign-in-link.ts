import { randomUUID } from 'node:crypto';
import type { Tx } from '@leeway/store';
import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { inTransaction } from '../transaction.ts';
import { authorizeSystem } from './authorize-system.ts';
import { lockPeople } from './lock-people.ts';
import { oldestAdministrator } from './oldest-administrator.ts';
import { refuseLink, type LinkRefusal } from './peek-sign-in-link.ts';
import { hashSignInToken } from './sign-in-token.ts';

export const NewAdministrator = z.object({
  name: z.string().trim().min(1, 'Your name, as others will see it.').max(120),
  email: z
    .string()
    .trim()
    .max(254)
    .transform((text) => text.toLowerCase())
    .pipe(z.email('An e-mail address.')),
});
export type NewAdministrator = z.infer<typeof NewAdministrator>;

export const LINK_REFUSAL_WORDS = {
  unknown: 'This link is not known here. Copy it from the console in full.',
  used: 'This link was used already; each works once.',
  replaced: 'A newer link was printed since; only the last one works.',
  expired: 'This link has expired; links work for 24 hours.',
  'no-administrator': 'There are people, but no administrator whom this link could sign in.',
} as const satisfies Record<LinkRefusal, string>;

export type ConsumeSignInLinkInput = {
  token: string;
  /** Needed while nobody exists, refused afterwards. The hash is the authentication library's own. */
  newAdministrator: (NewAdministrator & { passwordHash: string }) | null;
};

/** Uses the link, once: makes the first administrator, or says which administrator it signs in. */
export async function consumeSignInLink({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ConsumeSignInLinkInput;
}): Promise<{ userId: string; created: boolean }> {
  authorizeSystem(ctx.actor);
  return inTransaction(ctx.db, async (tx) => {
    await lockPeople(tx);
    const at = ctx.now();
    const refusal = await refuseLink(tx, input.token, at);
    if (refusal !== null) throw new ServiceError('conflict', LINK_REFUSAL_WORDS[refusal]);
    const user = await findOrCreate(tx, ctx, input.newAdministrator, at);
    // The condition repeats what was read, so that a link stays single use even without the lock.
    const { count } = await tx.signInLink.updateMany({
      where: { tokenHash: hashSignInToken(input.token), usedAt: null, expiresAt: { gt: at } },
      data: { usedAt: at, usedBy: user.userId },
    });
    if (count === 0) throw new ServiceError('conflict', LINK_REFUSAL_WORDS.used);
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'sign-in-link.use',
      target: `person:${user.userId}`,
      data: { created: user.created },
    });
    return user;
  });
}

async function findOrCreate(
  tx: Tx,
  ctx: Ctx,
  newAdministrator: ConsumeSignInLinkInput['newAdministrator'],
  at: Date,
): Promise<{ userId: string; created: boolean }> {
  if ((await tx.user.count()) > 0) {
    if (newAdministrator !== null)
      throw new ServiceError('conflict', 'Somebody became the first administrator meanwhile. Open the link again.');
    const administrator = await oldestAdministrator(tx);
    if (administrator === null) throw new ServiceError('conflict', LINK_REFUSAL_WORDS['no-administrator']);
    return { userId: administrator.id, created: false };
  }
  if (newAdministrator === null) throw new ServiceError('invalid', 'Say who you are: nobody exists here yet.');
  const { name, email } = NewAdministrator.parse(newAdministrator);
  const userId = randomUUID();
  await tx.user.create({
    data: {
      id: userId,
      name,
      email,
      role: 'admin',
      createdAt: at,
      updatedAt: at,
      accounts: {
        create: {
          id: randomUUID(),
          accountId: userId,
          providerId: 'credential',
          password: newAdministrator.passwordHash,
          createdAt: at,
          updatedAt: at,
        },
      },
    },
  });
  await appendAudit(tx, {
    at,
    actor: ctx.actor,
    action: 'person.create',
    target: `person:${userId}`,
    data: { role: 'admin', name, by: 'sign-in-link' },
  });
  return { userId, created: true };
}
