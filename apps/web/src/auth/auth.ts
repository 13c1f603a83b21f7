import { randomUUID } from 'node:crypto';
import { limitSignIn, ServiceError, type Ctx } from '@leeway/services';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { env } from '../env.ts';
import { log } from '../server/log.ts';
import { metrics } from '../server/metrics.ts';
import { runtime } from '../server/runtime.ts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './new-password.ts';
import { signInLinkPlugin } from './sign-in-link-plugin.ts';
import { trustedOrigins } from './trusted-origins.ts';

const DAY_SECONDS = 86_400;

/** For what happens before anybody is signed in: the token or the password is what authorises. */
export function doorCtx(): Ctx {
  return {
    db: runtime().db,
    actor: { kind: 'system', id: 'sign-in', name: 'sign-in' },
    now: () => new Date(),
    requestId: randomUUID(),
  };
}

function createAuth() {
  const { LEEWAY_WEB_URL, LEEWAY_AUTH_SECRET } = env();
  return betterAuth({
    appName: 'Leeway',
    baseURL: LEEWAY_WEB_URL,
    basePath: '/api/auth',
    secret: LEEWAY_AUTH_SECRET,
    trustedOrigins: trustedOrigins(LEEWAY_WEB_URL),
    database: prismaAdapter(runtime().db, { provider: 'postgresql', transaction: true }),
    telemetry: { enabled: false },
    user: { additionalFields: { role: { type: 'string', input: false, required: true, defaultValue: 'viewer' } } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    // No cookie cache: a role that was taken away, or a session that was ended, counts at once.
    session: { expiresIn: 7 * DAY_SECONDS, updateAge: DAY_SECONDS, cookieCache: { enabled: false } },
    // The longest window decides when rows are pruned; it must cover the one of limitSignIn.
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 900,
      max: 3_000,
      customRules: { '/sign-in/email': { window: 60, max: 10 }, '/sign-in/link': { window: 60, max: 10 } },
    },
    advanced: {
      cookiePrefix: 'leeway',
      useSecureCookies: LEEWAY_WEB_URL.startsWith('https:'),
      // Lax, not strict: a link from a pager must open signed in. What changes anything checks its origin besides.
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    hooks: {
      before: createAuthMiddleware(async (context) => {
        if (context.path !== '/sign-in/email') return;
        const body: unknown = context.body;
        const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : null;
        if (typeof email !== 'string' || email.length > 254) return;
        try {
          await limitSignIn({ ctx: doorCtx(), input: { email } });
        } catch (error) {
          metrics().signIns.inc({ way: 'password', outcome: 'limited' });
          if (error instanceof ServiceError) throw new APIError('TOO_MANY_REQUESTS', { message: error.message });
          throw error;
        }
      }),
      after: createAuthMiddleware((context) => {
        if (context.path === '/sign-in/email')
          metrics().signIns.inc({
            way: 'password',
            outcome: context.context.newSession === null ? 'refused' : 'in',
          });
        return Promise.resolve();
      }),
    },
    plugins: [signInLinkPlugin(doorCtx, (outcome) => metrics().signIns.inc({ way: 'link', outcome }))],
    logger: {
      log: (level, message, ...details) => log()[level]({ details: details.map(String) }, `auth: ${message}`),
    },
  });
}

type Auth = ReturnType<typeof createAuth>;
let instance: Auth | null = null;

/** Made at the first request, because `next build` loads this module without settings. */
export function auth(): Auth {
  instance ??= createAuth();
  return instance;
}
