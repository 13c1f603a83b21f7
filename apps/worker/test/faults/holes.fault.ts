import type { PredictionEvent } from '@leeway/contracts';
import { uniqueName } from '@leeway/testing';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { afterEach, expect, it, vi } from 'vitest';
import { createFaultRig, range, type FaultRig } from './fault-rig.ts';

// Offsets without a record: nothing is lost there, so nothing may be said to be, and nothing may wait for it.
let rig: FaultRig;
afterEach(() => rig.close());

/** Everything up to the broker's end is stored as read: no lag is left, though the last offsets have no record. */
const untilReadToItsEnd = () =>
  vi.waitFor(
    async () => {
      const [end] = await rig.admin.offsets(rig.topic);
      const [row] = await rig.db.partitionProgress.findMany({ where: { topic: rig.topic } });
      expect(row?.nextOffset).toBe(end?.high);
    },
    { timeout: 60_000, interval: 200 },
  );

const messages = (from: number, to: number, keys = Number.POSITIVE_INFINITY) =>
  [...range([from, to])].map((index) => ({
    key: `key-${index % keys}`,
    value: JSON.stringify(rig.event(index)),
    partition: 0,
  }));

async function inTransaction(producer: Producer, from: number, to: number, end: 'commit' | 'abort'): Promise<void> {
  const transaction = await producer.transaction();
  await transaction.send({ topic: rig.topic, messages: messages(from, to) });
  await transaction[end]();
}

it('transactions: what is aborted is not counted, markers hold nothing up', { timeout: 120_000 }, async () => {
  rig = await createFaultRig({ partitions: 1 });
  const kafka = new Kafka({ brokers: rig.brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: uniqueName('tx'), maxInFlightRequests: 1, idempotent: true });
  await producer.connect();
  const worker = rig.startWorker();
  await inTransaction(producer, 0, 100, 'commit');
  await inTransaction(producer, 100, 300, 'abort');
  await rig.send(300, 400);
  await inTransaction(producer, 400, 500, 'commit');
  await rig.untilCounted(300);
  // Written behind a transaction that is still open: not to be read before it ends.
  const open = await producer.transaction();
  await open.send({ topic: rig.topic, messages: messages(500, 600) });
  await rig.send(600, 700);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await rig.counted()).toBe(300);
  await open.abort();
  await rig.untilCounted(400);
  // Killed among markers, and nothing but an aborted transaction comes after.
  await worker.end('SIGKILL');
  await inTransaction(producer, 700, 800, 'abort');
  const next = rig.startWorker();
  await untilReadToItsEnd();
  await rig.expectExactly(range([0, 100], [300, 500], [600, 700]));
  expect(await rig.totals()).toMatchObject({ events: 400, gaps: 0, deadLettered: 0 });
  expect(next.isRunning).toBe(true);
  await producer.disconnect();
});

it('a compacted topic: what is left is counted, what was compacted away is no gap', { timeout: 240_000 }, async () => {
  rig = await createFaultRig({
    partitions: 1,
    topicConfig: { 'cleanup.policy': 'compact', 'segment.ms': '500', 'min.cleanable.dirty.ratio': '0.001' },
  });
  const worker = rig.startWorker();
  await rig.send(0, 1_000);
  await rig.untilCounted(1_000);
  await worker.end('SIGTERM');
  // Every key forty times over, in a segment that is closed by what comes half a second later.
  const producer = new Kafka({ brokers: rig.brokers, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  for (let from = 1_000; from < 3_000; from += 500)
    await producer.send({ topic: rig.topic, messages: messages(from, from + 500, 50) });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await producer.send({ topic: rig.topic, messages: messages(3_000, 3_100) });
  await producer.disconnect();
  const left = await vi.waitFor(
    async () => {
      const indices = (await whatIsThere()).filter((index) => index >= 1_000);
      expect(indices.length).toBeLessThan(1_000);
      return indices;
    },
    { timeout: 120_000, interval: 3_000 },
  );
  expect(left.length).toBeGreaterThanOrEqual(100);
  const next = rig.startWorker();
  await untilReadToItsEnd();
  await rig.expectExactly([...range([0, 1_000]), ...left]);
  expect(await rig.totals()).toMatchObject({ events: 1_000 + left.length, gaps: 0, deadLettered: 0 });
  expect(next.isRunning).toBe(true);
});

/** Indices of the events that the topic still holds, to its last offset. */
async function whatIsThere(): Promise<number[]> {
  const [end] = await rig.admin.offsets(rig.topic);
  const indices: number[] = [];
  let nextOffset = 0n;
  const consumer = await rig.stream.openConsumer({
    groupId: uniqueName('there'),
    topics: [rig.topic],
    handlers: {
      onFatal: (error) => {
        throw error;
      },
      onBatch: async (batch, control) => {
        for (const { value } of batch.records) {
          const { id } = JSON.parse(Buffer.from(value ?? []).toString('utf8')) as PredictionEvent;
          indices.push(Number(id.replace('event-', '')));
        }
        nextOffset = batch.lastOffset + 1n;
        control.resolve(batch.lastOffset);
      },
    },
  });
  await consumer.start();
  await vi.waitFor(() => expect(nextOffset).toBe(end?.high), { timeout: 20_000 });
  await consumer.close();
  return indices;
}
