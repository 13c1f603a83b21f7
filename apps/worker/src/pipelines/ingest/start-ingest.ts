import { SchemaBook, type LiveMessage } from '@leeway/contracts';
import { repeat } from '../../repeat.ts';
import type { Pipeline, WorkerApp } from '../../worker-app.ts';
import { createIngest } from './create-ingest.ts';
import { createStoreSink } from './pane-sink.ts';
import { createRegistryLoader } from './load-registry.ts';

const REGISTRY_MS = 3_000;
const PROBE_MS = 1_000;
const COMMIT_MS = 5_000;

/** Topics → panes and offsets in Postgres. Follows the models that are registered while it runs. */
export async function startIngest(app: WorkerApp): Promise<Pipeline> {
  const { log } = app;
  const admin = await app.stream.openAdmin();
  const schemas = new SchemaBook();
  const ingest = createIngest({
    app,
    admin,
    sink: createStoreSink(app.db),
    schemas,
    loadRegistry: createRegistryLoader(app.db, { schemas, log }),
    wake: () => steps[0]?.wake(),
  });
  const steps: ReturnType<typeof repeat>[] = [
    repeat({
      name: 'models',
      everyMs: REGISTRY_MS,
      log,
      work: ingest.follow,
    }),
    repeat({ name: 'probe', everyMs: PROBE_MS, log, work: ingest.probe }),
    repeat({ name: 'flush', everyMs: Math.min(250, app.settings.ingest.flushMs), log, work: ingest.flushDue }),
    repeat({ name: 'commit', everyMs: COMMIT_MS, log, work: ingest.commit }),
  ];
  const unsubscribe = app.onLive((message: LiveMessage | null) => {
    if (message === null || message.kind === 'model') steps[0]?.wake();
  });
  return {
    name: 'ingest',
    notReady: () => {
      if (steps[2]?.failures()) return 'Postgres takes no counts';
      if (steps[1]?.failures()) return 'Kafka or Postgres does not answer';
      return ingest.notReady();
    },
    stop: async () => {
      unsubscribe();
      await Promise.all(steps.map((step) => step.stop()));
      await ingest.stop();
      await admin.close();
    },
  };
}
