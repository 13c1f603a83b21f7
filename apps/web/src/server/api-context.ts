import type { ApiContext } from '@leeway/api';
import type { Actor } from '@leeway/response';
import { env } from '../env.ts';
import { log } from './log.ts';
import { metrics } from './metrics.ts';
import { prometheus } from './prometheus.ts';
import { runtime } from './runtime.ts';

export function apiContext(input: { actor: Actor | null; requestId: string }): ApiContext {
  const { db, live } = runtime();
  return {
    db,
    live,
    actor: input.actor,
    requestId: input.requestId,
    now: () => new Date(),
    prometheus: prometheus(),
    demoModelUrl: env().DEMO_MODEL_URL ?? null,
    logError: (error, detail) => log().error({ err: error, ...detail }, 'a procedure failed'),
    onProcedure: ({ path, durationMs, outcome }) =>
      metrics().procedureSeconds.observe({ procedure: path, outcome }, durationMs / 1_000),
  };
}
