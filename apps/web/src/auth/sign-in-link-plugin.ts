import { consumeSignInLink, NewAdministrator, ServiceError, SignInToken, type Ctx } from '@leeway/services';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { NewPassword } from './new-password.ts';

export const SignInLinkBody = z.object({
  token: SignInToken,
  newAdministrator: NewAdministrator.extend({ password: NewPassword }).nullable(),
});
export type SignInLinkBody = z.infer<typeof SignInLinkBody>;

/** POST only: a preview that fetches the printed address must not use it up. */
export function signInLinkPlugin(makeCtx: () => Ctx, onUsed: (outcome: 'in' | 'refused') => void) {
  return {
    id: 'sign-in-link',
    endpoints: {
      signInWithLink: createAuthEndpoint('/sign-in/link', { method: 'POST', body: SignInLinkBody }, async (context) => {
        const { token, newAdministrator } = context.body;
        const { internalAdapter, password } = context.context;
        const { userId, created } = await consumeSignInLink({
          ctx: makeCtx(),
          input: {
            token,
            newAdministrator:
              newAdministrator === null
                ? null
                : {
                    name: newAdministrator.name,
                    email: newAdministrator.email,
                    passwordHash: await password.hash(newAdministrator.password),
                  },
          },
        }).catch((error: unknown) => {
          onUsed('refused');
          if (error instanceof ServiceError) throw new APIError('CONFLICT', { message: error.message });
          throw error;
        });
        const [session, user] = [
          await internalAdapter.createSession(userId),
          await internalAdapter.findUserById(userId),
        ];
        if (user === null) throw new APIError('CONFLICT', { message: 'The administrator was removed meanwhile.' });
        await setSessionCookie(context, { session, user });
        onUsed('in');
        return context.json({ created });
      }),
    },
  } satisfies BetterAuthPlugin;
}
