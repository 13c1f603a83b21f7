import { z } from 'zod';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { inTransaction } from '../transaction.ts';
import type { DemoModelPort, DemoView } from './demo-view.ts';

export const StartScenarioInput = z.object({ name: z.string().regex(/^[a-z0-9-]{1,60}$/u) });
export type StartScenarioInput = z.infer<typeof StartScenarioInput>;

async function ask<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The demo model does not answer.';
    const refused = error instanceof Error && 'reached' in error && error.reached === true;
    throw new ServiceError(refused ? 'conflict' : 'unavailable', message, { retryable: !refused, cause: error });
  }
}

function connected(demo: DemoModelPort | null): DemoModelPort {
  if (demo === null) throw new ServiceError('unavailable', 'The demo model does not run here.');
  return demo;
}

/** Null when the demo does not run: the panel is not shown. */
export async function getDemoState({ ctx, demo }: { ctx: Ctx; demo: DemoModelPort | null }): Promise<DemoView | null> {
  authorize(ctx.actor, 'read');
  if (demo === null) return null;
  const [reported, scenarios] = await ask(() => Promise.all([demo.state(), demo.scenarios()]));
  return {
    version: reported.state.version,
    pipeline: reported.state.pipeline,
    paused: reported.state.paused,
    active: reported.scenario.active,
    next: reported.scenario.next,
    scenarios,
  };
}

/** The audit says what was asked for even if the demo model then fails to answer: asking is what a person did. */
async function audited(ctx: Ctx, action: string, data: Record<string, unknown>): Promise<void> {
  await inTransaction(ctx.db, (tx) =>
    appendAudit(tx, { at: ctx.now(), actor: ctx.actor, action, target: 'demo', data }),
  );
}

export async function startDemoScenario({
  ctx,
  input,
  demo,
}: {
  ctx: Ctx;
  input: StartScenarioInput;
  demo: DemoModelPort | null;
}): Promise<void> {
  authorize(ctx.actor, 'runDemo');
  const model = connected(demo);
  await audited(ctx, 'demo.start-scenario', { name: input.name });
  await ask(() => model.startScenario(input.name));
}

export async function stopDemoScenario({ ctx, demo }: { ctx: Ctx; demo: DemoModelPort | null }): Promise<void> {
  authorize(ctx.actor, 'runDemo');
  const model = connected(demo);
  await audited(ctx, 'demo.stop-scenario', {});
  await ask(() => model.stopScenario());
}
