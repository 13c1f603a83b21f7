import { createDemoModelClient } from '@leeway/integrations';
import { getDemoState, startDemoScenario, StartScenarioInput, stopDemoScenario } from '@leeway/services';
import { procedure, router } from '../trpc.ts';

function demoOf(ctx: { demoModelUrl: string | null }) {
  return ctx.demoModelUrl === null ? null : createDemoModelClient(ctx.demoModelUrl);
}

export const demoRouter = router({
  state: procedure.query(({ ctx }) => getDemoState({ ctx, demo: demoOf(ctx) })),
  startScenario: procedure
    .input(StartScenarioInput)
    .mutation(({ ctx, input }) => startDemoScenario({ ctx, input, demo: demoOf(ctx) })),
  stopScenario: procedure.mutation(({ ctx }) => stopDemoScenario({ ctx, demo: demoOf(ctx) })),
});
