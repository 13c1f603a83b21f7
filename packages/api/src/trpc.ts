import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { z, ZodError } from 'zod';
import { ServiceError, type Ctx, type ErrorCode, type PrometheusSources } from '@leeway/services';
import type { LiveFeed } from './live-feed.ts';

/** What the transport brings: `actor` null = nobody signed in. */
export type ApiContext = Omit<Ctx, 'actor'> & {
  actor: Ctx['actor'] | null;
  live: LiveFeed;
  /** Base URL of the demo model's loopback endpoint; null when the demo does not run. */
  demoModelUrl: string | null;
  /** Data sources of the settings. */
  prometheus: PrometheusSources;
  logError: (error: unknown, detail: { requestId: string; path: string }) => void;
  /** Told of every finished query and mutation, for metrics; subscriptions last as long as their page. */
  onProcedure?: (detail: { path: string; durationMs: number; outcome: 'ok' | 'refused' | 'failed' }) => void;
};

const t = initTRPC.context<ApiContext>().create({
  transformer: superjson,
  sse: {
    ping: { enabled: true, intervalMs: 10_000 },
    client: { reconnectAfterInactivityMs: 25_000 },
    // Connecting anew asks again who listens: a session that was ended hears nothing after a quarter of an hour.
    maxDurationMs: 900_000,
  },
  errorFormatter({ shape, error, ctx }) {
    return {
      ...shape,
      message: error.cause instanceof ZodError ? inputWords(error.cause) : shape.message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        requestId: ctx?.requestId ?? null,
        fields: error.cause instanceof ZodError ? z.flattenError(error.cause).fieldErrors : null,
      },
    };
  },
});

/** The first thing that is wrong with an input, in words; all of them are in `data.fields`. */
function inputWords(error: ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'The input is not valid.';
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
}

const TRPC_CODE = {
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  invalid: 'BAD_REQUEST',
  conflict: 'CONFLICT',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorCode, TRPCError['code']>;

const observe = t.middleware(async ({ next, ctx, path, type }) => {
  const startedMs = performance.now();
  const result = await next();
  if (type !== 'subscription')
    ctx.onProcedure?.({
      path,
      durationMs: performance.now() - startedMs,
      outcome: result.ok ? 'ok' : result.error.code === 'INTERNAL_SERVER_ERROR' ? 'failed' : 'refused',
    });
  return result;
});

/** The one place where a refusal of a use case becomes a transport's word; anything else is logged and hidden. */
const mapErrors = t.middleware(async ({ next, ctx, path }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = result.error.cause;
  if (cause instanceof ServiceError)
    throw new TRPCError({ code: TRPC_CODE[cause.code], message: cause.message, cause });
  if (result.error.code === 'INTERNAL_SERVER_ERROR') {
    ctx.logError(result.error.cause ?? result.error, { requestId: ctx.requestId, path });
    throw new TRPCError({
      code: 'INTERNAL_SERVER_ERROR',
      message: `Something failed on our side. Request ${ctx.requestId}`,
    });
  }
  return result;
});

const requireActor = t.middleware(({ next, ctx }) => {
  if (ctx.actor === null) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first.' });
  return next({ ctx: { ...ctx, actor: ctx.actor } });
});

export const router = t.router;
export const createCaller = t.createCallerFactory;
/** Every procedure: nobody gets past it unauthenticated. Roles are checked in the use case. */
export const procedure = t.procedure.use(observe).use(mapErrors).use(requireActor);
