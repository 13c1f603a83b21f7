import { listenLive } from '@leeway/store';
import { openKafkaStream, type Stream, type StreamAdmin, type StreamProducer } from '@leeway/stream';
import { createTestDatabase, testKafkaBrokers, uniqueName, type TestDatabase } from '@leeway/testing';
import pino from 'pino';
import { readEnv } from '../src/env.ts';
import { createMetrics } from '../src/metrics.ts';
import { ensureOwnTopics } from '../src/own-topics.ts';
import type { WorkerApp } from '../src/worker-app.ts';

export type TestApp = {
  app: WorkerApp;
  database: TestDatabase;
  admin: StreamAdmin;
  producer: StreamProducer;
  stream: Stream;
  close: () => Promise<void>;
};

/** The worker's parts in this process, on a real broker and a database of their own. */
export async function createTestApp(env: Record<string, string> = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const settings = readEnv({
    DATABASE_URL: database.connectionString,
    KAFKA_BROKERS: testKafkaBrokers().join(','),
    LEEWAY_CONSUMER_GROUP: uniqueName('worker-group'),
    LEEWAY_FLUSH_MS: '100',
    LEEWAY_IDLE_MS: '500',
    LEEWAY_SESSION_TIMEOUT_MS: '6000',
    ...env,
  });
  const log = pino({ level: 'silent' });
  const stream = openKafkaStream(settings.kafka, log);
  await ensureOwnTopics(stream, 1);
  const admin = await stream.openAdmin();
  const producer = await stream.openProducer();
  const listeners = new Set<Parameters<WorkerApp['onLive']>[0]>();
  const live = listenLive({
    connectionString: database.connectionString,
    onMessage: (message) => listeners.forEach((listener) => listener(message)),
    onReconnect: () => undefined,
    onError: () => undefined,
  });
  return {
    database,
    admin,
    producer,
    stream,
    app: {
      settings,
      db: database.db,
      stream,
      producer,
      log,
      metrics: createMetrics(),
      prometheus: new Map(),
      ctx: () => ({
        db: database.db,
        actor: { kind: 'system', id: 'worker', name: 'Leeway' },
        now: () => new Date(),
        requestId: 'test',
      }),
      onLive: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      fatal: (error) => {
        throw error;
      },
    },
    close: async () => {
      await live.close();
      await producer.close();
      await admin.close();
      await database.drop();
    },
  };
}
