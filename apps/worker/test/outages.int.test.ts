import { createServer, connect, type Server, type Socket } from 'node:net';
import { openDb } from '@leeway/store';
import { testKafkaBrokers, uniqueName } from '@leeway/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startIngest } from '../src/pipelines/ingest/start-ingest.ts';
import { createTestApp, type TestApp } from './test-app.ts';
import { registerTestModel, testEvent } from './test-model.ts';
import { WorkerProcess } from './worker-process.ts';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

/** A way to Postgres that can be cut and mended. */
class Way {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  isCut = false;

  constructor(to: { host: string; port: number }) {
    this.#server = createServer((near) => {
      if (this.isCut) return near.destroy();
      const far = connect(to);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => this.#sockets.delete(one));
      }
      return undefined;
    });
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}

async function prepare(partitions: number): Promise<{ modelId: string; topic: string }> {
  const modelId = uniqueName('outage').toLowerCase();
  const topic = uniqueName('outage-predictions');
  await test.database.db.model.deleteMany({});
  await test.admin.ensureTopics([{ topic, partitions }]);
  await registerTestModel(test.database.db, { modelId, predictionTopic: topic });
  return { modelId, topic };
}

async function send(topic: string, modelId: string, from: number, to: number): Promise<void> {
  await test.producer.send(
    topic,
    Array.from({ length: to - from }, (_, place) => ({
      key: `event-${from + place}`,
      value: JSON.stringify(testEvent(modelId, from + place, Date.now() - 30_000)),
    })),
  );
}

const counted = async (modelId: string) =>
  (await test.database.db.pane.aggregate({ where: { modelId }, _sum: { n: true } }))._sum.n ?? 0;

it('waits while Postgres is away, stays in the group, and goes on without loss', { timeout: 60_000 }, async () => {
  const { modelId, topic } = await prepare(1);
  const url = new URL(test.database.connectionString);
  const way = new Way({ host: url.hostname, port: Number(url.port) });
  url.hostname = '127.0.0.1';
  url.port = String(await way.open());
  const db = openDb({ connectionString: url.toString(), poolSize: 3 });
  const ingest = await startIngest({ ...test.app, db });
  await send(topic, modelId, 0, 100);
  await vi.waitFor(async () => expect(await counted(modelId)).toBe(100), { timeout: 20_000 });
  const before = await test.database.db.partitionProgress.findFirstOrThrow({ where: { topic } });
  way.cut();
  await send(topic, modelId, 100, 700);
  // Longer than the session timeout of 6 s: without heartbeats the partition would be given to somebody else.
  await new Promise((resolve) => setTimeout(resolve, 9_000));
  expect(await counted(modelId)).toBe(100);
  expect(ingest.notReady()).toBe('Postgres takes no counts');
  way.isCut = false;
  await vi.waitFor(async () => expect(await counted(modelId)).toBe(700), { timeout: 25_000 });
  const after = await test.database.db.partitionProgress.findFirstOrThrow({ where: { topic } });
  expect(after.ownerEpoch).toBe(before.ownerEpoch);
  await ingest.stop();
  await db.$disconnect();
  way.close();
});

it('does not let a worker that was paused write over the one that took over', { timeout: 90_000 }, async () => {
  const { modelId, topic } = await prepare(2);
  const env = {
    DATABASE_URL: test.database.connectionString,
    KAFKA_BROKERS: testKafkaBrokers().join(','),
    LEEWAY_CONSUMER_GROUP: uniqueName('outage-group'),
    LEEWAY_WORKER_ROLES: 'ingest',
    LEEWAY_FLUSH_MS: '400',
    LEEWAY_SESSION_TIMEOUT_MS: '6000',
  };
  const first = new WorkerProcess(env);
  await send(topic, modelId, 0, 400);
  await vi.waitFor(async () => expect(await counted(modelId)).toBe(400), { timeout: 25_000 });
  // Read but most likely not flushed when it is stopped in its tracks.
  await send(topic, modelId, 400, 800);
  await new Promise((resolve) => setTimeout(resolve, 150));
  first.pause();
  const second = new WorkerProcess(env);
  await send(topic, modelId, 800, 1_200);
  await vi.waitFor(async () => expect(await counted(modelId)).toBe(1_200), { timeout: 40_000 });
  first.resume();
  await send(topic, modelId, 1_200, 1_600);
  await vi.waitFor(async () => expect(await counted(modelId)).toBe(1_600), { timeout: 40_000 });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await counted(modelId)).toBe(1_600);
  expect(await first.end('SIGTERM')).toBe(0);
  expect(await second.end('SIGTERM')).toBe(0);
});
