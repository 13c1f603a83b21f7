import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { liveRouter } from './routers/live.ts';
import { changesRouter } from './routers/changes.ts';
import { demoRouter } from './routers/demo.ts';
import { incidentsRouter } from './routers/incidents.ts';
import { meRouter } from './routers/me.ts';
import { modelsRouter } from './routers/models.ts';
import { overviewRouter } from './routers/overview.ts';
import { remediationsRouter } from './routers/remediations.ts';
import { runbooksRouter } from './routers/runbooks.ts';
import { slosRouter } from './routers/slos.ts';
import { streamsRouter } from './routers/streams.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  live: liveRouter,
  models: modelsRouter,
  runbooks: runbooksRouter,
  remediations: remediationsRouter,
  overview: overviewRouter,
  me: meRouter,
  incidents: incidentsRouter,
  demo: demoRouter,
  changes: changesRouter,
  slos: slosRouter,
  streams: streamsRouter,
});

export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
