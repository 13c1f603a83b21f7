import { countEvent, createPane, decodePane, decodeReference, gridOf, sumPanes } from '@leeway/drift';
import { loadIngestTotals } from '@leeway/store';
import { openKafkaStream, type StreamAdmin, type StreamProducer } from '@leeway/stream';
import { createTestDatabase, testKafkaBrokers, uniqueName } from '@leeway/testing';
import kafkajs, { Kafka, logLevel, type Admin } from 'kafkajs';
import { expect, vi } from 'vitest';
import { registerTestModel, testEvent } from '../test-model.ts';
import { WorkerProcess } from '../worker-process.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
export type FaultRig = Awaited<ReturnType<typeof createFaultRig>>;

/** A model on a topic of its own, workers as they run in production, and the means to say exactly what was counted. */
export async function createFaultRig(input: {
  partitions: number;
  brokers?: string[];
  topicConfig?: Record<string, string>;
}) {
  const brokers = input.brokers ?? testKafkaBrokers();
  const database = await createTestDatabase();
  const { db } = database;
  const stream = openKafkaStream({ brokers, clientId: 'fault-test' }, quiet);
  const admin: StreamAdmin = await stream.openAdmin();
  const producer: StreamProducer = await stream.openProducer();
  const modelId = uniqueName('fault').toLowerCase();
  const topic = uniqueName('fault-predictions');
  const groupId = uniqueName('fault-group');
  const workers = new Set<WorkerProcess>();
  await admin.ensureTopics([{ topic, partitions: input.partitions, config: input.topicConfig ?? {} }]);
  await registerTestModel(db, { modelId, predictionTopic: topic });
  const firstMs = Date.now() - 600_000;

  const counted = async () =>
    (await db.pane.aggregate({ where: { modelId, slice: '' }, _sum: { n: true } }))._sum.n ?? 0;

  return {
    db,
    databaseUrl: database.connectionString,
    brokers,
    stream,
    admin,
    producer,
    modelId,
    topic,
    counted,
    event: (index: number) => testEvent(modelId, index, firstMs + index),
    /** Events [from, to), spread over the partitions by their ids. */
    send: (from: number, to: number) =>
      producer.send(
        topic,
        Array.from({ length: to - from }, (_, place) => {
          const event = testEvent(modelId, from + place, firstMs + from + place);
          return { key: event.id, value: JSON.stringify(event) };
        }),
      ),
    startWorker: (env: Record<string, string> = {}): WorkerProcess => {
      const worker = new WorkerProcess({
        DATABASE_URL: database.connectionString,
        KAFKA_BROKERS: brokers.join(','),
        LEEWAY_CONSUMER_GROUP: groupId,
        LEEWAY_WORKER_ROLES: 'ingest',
        LEEWAY_FLUSH_MS: '200',
        LEEWAY_SESSION_TIMEOUT_MS: '6000',
        ...env,
      });
      workers.add(worker);
      return worker;
    },
    untilCounted: (n: number, timeoutMs = 60_000) =>
      vi.waitFor(async () => expect(await counted()).toBeGreaterThanOrEqual(n), { timeout: timeoutMs, interval: 100 }),
    /** As retention does it. */
    deleteRecordsBefore: (partition: number, offset: number) =>
      withRawAdmin(brokers, async (raw) => {
        // Loads the topic's metadata, which deleting needs.
        await raw.fetchTopicOffsets(topic);
        await raw.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset) }] });
      }),
    deleteTopic: async (name: string): Promise<void> => {
      // kafkajs deletes, then stumbles over the topic that it still believes in.
      await withRawAdmin(brokers, (raw) => raw.deleteTopics({ topics: [name] }).catch(() => undefined));
      await vi.waitFor(async () => expect((await admin.topicIds([name])).size).toBe(0), { timeout: 15_000 });
    },
    /** One gzip batch. */
    sendPacked: async (values: string[], partition: number): Promise<void> => {
      const packer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).producer();
      await packer.connect();
      const compression = kafkajs.CompressionTypes.GZIP;
      await packer.send({ topic, compression, messages: values.map((value) => ({ value, partition })) });
      await packer.disconnect();
    },
    /** Another model on a topic of its own. */
    addModel: async () => {
      const [id, own] = [uniqueName('other').toLowerCase(), uniqueName('other-predictions')];
      await admin.ensureTopics([{ topic: own, partitions: 3 }]);
      await registerTestModel(db, { modelId: id, predictionTopic: own });
      const records = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, place) => {
          const event = testEvent(id, from + place, firstMs + from + place);
          return { key: event.id, value: JSON.stringify(event) };
        });
      return {
        topic: own,
        counted: async () => (await db.pane.aggregate({ where: { modelId: id }, _sum: { n: true } }))._sum.n ?? 0,
        send: (from: number, to: number) => producer.send(own, records(from, to)),
        /** With a client that never knew the topic that was deleted. */
        sendAnew: async (from: number, to: number): Promise<void> => {
          const fresh = await stream.openProducer();
          await fresh.send(own, records(from, to));
          await fresh.close();
        },
      };
    },
    gaps: () => db.dataGap.findMany({ where: { topic }, orderBy: { id: 'asc' } }),
    totals: () => loadIngestTotals(db, { modelId, topics: [topic], fromMs: 0, toMs: Date.now() + 120_000 }),
    /** Every cell, latency and moment is what counting these events one by one gives. */
    expectExactly: async (indices: Iterable<number>): Promise<void> => {
      // A little later, so that anything counted twice would show.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const model = await db.model.findUniqueOrThrow({ where: { id: modelId } });
      const row = await db.reference.findUniqueOrThrow({ where: { id: model.activeReferenceId ?? '' } });
      const grid = gridOf(decodeReference(row.body));
      const expected = createPane(grid);
      for (const index of indices) countEvent(expected, grid, testEvent(modelId, index, 0));
      const stored = await db.pane.findMany({ where: { modelId, slice: '' } });
      const actual = sumPanes(
        grid,
        stored.map(({ counts }) => decodePane(counts, grid)),
      );
      expect(actual.events).toBe(expected.events);
      expect([...actual.counts]).toEqual([...expected.counts]);
      expect([...actual.latencyCounts]).toEqual([...expected.latencyCounts]);
      expect([...actual.moments]).toEqual([...expected.moments]);
    },
    close: async (): Promise<void> => {
      for (const worker of workers) await worker.end('SIGKILL');
      await producer.close().catch(() => undefined);
      await admin.close().catch(() => undefined);
      await database.drop();
    },
  };
}

async function withRawAdmin(brokers: string[], work: (admin: Admin) => Promise<unknown>): Promise<void> {
  const raw = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  await raw.connect();
  await work(raw);
  await raw.disconnect();
}

/** Integers [0, n) and more ranges. */
export function* range(...ends: [number, number][]): Generator<number> {
  for (const [from, to] of ends) for (let index = from; index < to; index += 1) yield index;
}
