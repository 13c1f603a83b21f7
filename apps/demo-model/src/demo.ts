import type { Logger } from 'pino';
import type { Settings } from './env.ts';
import type { DemoView } from './http/demo-view.ts';
import { createDemoServer, listen } from './http/server.ts';
import { prepareModel } from './prepare-model.ts';
import { connectKafka, quietKafka } from './kafka/connect-kafka.ts';
import { waitForTopics } from './kafka/wait-for-topics.ts';
import { serve } from './serve.ts';

export type DemoHandle = {
  port: number;
  /** Rejects when the demo can't go on; resolves after `stop`. */
  finished: Promise<void>;
  /** Flushes and ends. */
  stop(): void;
};

/** Starts the whole demo. The port is bound first, so that a second demo on the same port fails before it acts. */
export async function startDemo(settings: Settings, entryDirectory: string, logger: Logger): Promise<DemoHandle> {
  const stopping = new AbortController();
  const status: { view: DemoView | null; waitingFor: string } = { view: null, waitingFor: 'training' };
  const server = createDemoServer(() => status, logger);
  const port = await listen(server, settings.http.host, settings.http.port);
  logger.info({ host: settings.http.host, port }, 'listening');

  async function run(): Promise<void> {
    const prepared = prepareModel(settings, entryDirectory, logger);
    const { brokers, security } = settings.kafka;
    const connection = { clientId: settings.model, brokers, security };
    status.waitingFor = `Kafka at ${brokers.join(', ')} and its topics`;
    await waitForTopics(quietKafka(connection), Object.values(settings.topics), logger, stopping.signal);
    if (stopping.signal.aborted) return;
    const kafka = connectKafka(connection, logger);
    const onReady = (view: DemoView): void => {
      status.view = view;
    };
    await serve({ settings, prepared, kafka, logger, signal: stopping.signal, onReady });
  }

  const finished = run().finally(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port, finished, stop: () => stopping.abort() };
}
