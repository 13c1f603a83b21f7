import { createHash, randomUUID } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorizeSystem } from './authorize-system.ts';

const WINDOW_MS = 15 * 60_000;
const MAX_ATTEMPTS = 30;

/**
 * Counts one attempt to sign in as `email` and refuses after 30 in 15 minutes, wherever they come from: a limit by
 * address alone falls to whoever has many. The one-time link still lets the operator in.
 */
export async function limitSignIn({ ctx, input }: { ctx: Ctx; input: { email: string } }): Promise<void> {
  authorizeSystem(ctx.actor);
  const key = `email:${createHash('sha256').update(input.email.trim().toLowerCase()).digest('hex')}`;
  const now = BigInt(ctx.now().getTime());
  const windowStart = now - BigInt(WINDOW_MS);
  // `lastRequest` of these rows is the start of the window, not its last attempt: waiting always helps.
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>`
    INSERT INTO rate_limit (id, key, count, "lastRequest") VALUES (${randomUUID()}, ${key}, 1, ${now})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN rate_limit."lastRequest" <= ${windowStart} THEN 1 ELSE rate_limit.count + 1 END,
      "lastRequest" = CASE WHEN rate_limit."lastRequest" <= ${windowStart} THEN ${now} ELSE rate_limit."lastRequest" END
    RETURNING count`;
  if (row !== undefined && row.count > MAX_ATTEMPTS)
    throw new ServiceError('unavailable', 'Too many attempts for this address. Wait a quarter of an hour.', {
      retryable: true,
    });
}
