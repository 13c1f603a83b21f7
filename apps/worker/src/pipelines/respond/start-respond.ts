import { loadDefaultRunbooks, seedRunbooks } from '@leeway/services';
import { openRecordConsumer } from '@leeway/stream';
import type { Pipeline, WorkerApp } from '../../worker-app.ts';
import { CONTROL_TOPICS } from './decode-control-message.ts';
import { createControlHandler } from './handle-control-record.ts';
import { createRespondMetrics } from './respond-metrics.ts';
import { startRelay } from './start-relay.ts';
import { startWatch } from './start-watch.ts';

const STOP_MS = 5_000;

/** Without runbooks nothing is proposed, so a missing folder is said aloud; it does not keep the rest from working. */
async function seed(app: WorkerApp): Promise<void> {
  try {
    const { added } = await seedRunbooks({ ctx: app.ctx(), runbooks: await loadDefaultRunbooks() });
    if (added.length > 0) app.log.info({ added }, 'added runbooks');
  } catch (error) {
    app.log.error({ err: error }, 'the default runbooks could not be added');
  }
}

/** Commands out, answers in, and what time does in between. */
export async function startRespond(app: WorkerApp): Promise<Pipeline> {
  const metrics = createRespondMetrics(app.metrics.registry);
  await seed(app);
  const consumer = await openRecordConsumer({
    stream: app.stream,
    groupId: app.settings.respond.groupId,
    topics: [...CONTROL_TOPICS],
    handle: createControlHandler(app, metrics),
    onFatal: app.fatal,
    log: app.log,
  });
  await consumer.start();
  const relay = startRelay(app, metrics);
  const watch = startWatch(app, metrics);
  return {
    name: 'respond',
    notReady: () => {
      if (relay.failures() > 0) return 'commands cannot be sent';
      return watch.failures() > 0 ? 'remediations are not watched' : null;
    },
    stop: async () => {
      await consumer.close(STOP_MS);
      await Promise.all([relay.stop(), watch.stop()]);
    },
  };
}
