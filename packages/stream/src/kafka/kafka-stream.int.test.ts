import { testKafkaBrokers, uniqueName } from '@leeway/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Stream, StreamAdmin, StreamProducer, TopicPartition } from '../port.ts';
import { openRecordConsumer } from '../open-record-consumer.ts';
import { openKafkaStream } from './open-kafka-stream.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let stream: Stream;
let admin: StreamAdmin;
let producer: StreamProducer;

beforeAll(async () => {
  stream = openKafkaStream({ brokers: testKafkaBrokers(), clientId: 'stream-test' }, quiet);
  admin = await stream.openAdmin();
  producer = await stream.openProducer();
});
afterAll(async () => {
  await producer.close();
  await admin.close();
});

const text = (value: Uint8Array | null) => Buffer.from(value ?? []).toString('utf8');
const onFatal = (error: Error) => {
  throw error;
};

it('tells the assignment, seeks, and reads on from there', async () => {
  const topic = uniqueName('stream-seek');
  expect(await admin.ensureTopics([{ topic, partitions: 1 }])).toEqual([topic]);
  expect(await admin.ensureTopics([{ topic, partitions: 1 }])).toEqual([]);
  await producer.send(
    topic,
    Array.from({ length: 30 }, (_, index) => ({ key: null, value: `v${index}` })),
  );
  const assigned: TopicPartition[] = [];
  const seen: string[] = [];
  const consumer = await stream.openConsumer({
    groupId: uniqueName('group'),
    topics: [topic],
    handlers: {
      onFatal,
      onAssigned: (assignment) => {
        assigned.push(...assignment);
        for (const position of assignment) consumer.seek({ ...position, offset: 20n });
      },
      onBatch: async (batch, control) => {
        for (const record of batch.records) {
          if (control.isStale()) return;
          seen.push(text(record.value));
          control.resolve(record.offset);
        }
      },
    },
  });
  await consumer.start();
  await vi.waitFor(() => expect(seen).toHaveLength(10), { timeout: 20_000 });
  expect(assigned).toEqual([{ topic, partition: 0 }]);
  expect(seen[0]).toBe('v20');
  expect(await admin.offsets(topic)).toEqual([{ partition: 0, low: 0n, high: 30n }]);
  await consumer.close();
});

it('handles a control topic in order, trying again what fails', async () => {
  const topic = uniqueName('stream-control');
  await admin.ensureTopics([{ topic, partitions: 1 }]);
  await producer.send(
    topic,
    ['a', 'b', 'c'].map((value) => ({ key: 'k', value, headers: { kind: 'test' } })),
  );
  const seen: string[] = [];
  let failures = 0;
  const groupId = uniqueName('group');
  const open = () =>
    openRecordConsumer({
      stream,
      groupId,
      topics: [topic],
      log: quiet,
      onFatal,
      handle: async (record) => {
        if (text(record.value) === 'b' && failures < 2) {
          failures += 1;
          throw new Error('not yet');
        }
        seen.push(text(record.value));
      },
    });
  const first = await open();
  await first.start();
  await vi.waitFor(() => expect(seen).toEqual(['a', 'b', 'c']), { timeout: 20_000 });
  // The commit follows the last record; leaving waits for the batch to end.
  await first.close();
  await producer.send(topic, [{ key: 'k', value: 'd' }]);
  const second = await open();
  await second.start();
  await vi.waitFor(() => expect(seen).toEqual(['a', 'b', 'c', 'd']), { timeout: 20_000 });
  await second.close();
  expect(failures).toBe(2);
});
