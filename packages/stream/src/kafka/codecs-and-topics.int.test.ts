import { runKafkaTool } from '@leeway/devstack';
import { testKafkaBrokers, uniqueName } from '@leeway/testing';
import kafkajs, { Kafka, logLevel, type CompressionTypes as CompressionType } from 'kafkajs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Stream, StreamAdmin, UnreadableRange } from '../port.ts';
import { missingCodec } from './codecs/register-codecs.ts';
import { openKafkaStream } from './open-kafka-stream.ts';

const { CompressionCodecs, CompressionTypes } = kafkajs;
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let stream: Stream;
let admin: StreamAdmin;
let kafka: Kafka;

beforeAll(async () => {
  stream = openKafkaStream({ brokers: testKafkaBrokers(), clientId: 'codec-test' }, quiet);
  admin = await stream.openAdmin();
  kafka = new Kafka({ brokers: testKafkaBrokers(), logLevel: logLevel.NOTHING });
});
afterAll(() => admin.close());

async function send(topic: string, values: string[], compression: CompressionType): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, compression, messages: values.map((value) => ({ value })) });
  await producer.disconnect();
}

async function read(topic: string, until: number) {
  const values: string[] = [];
  const unreadable: UnreadableRange[] = [];
  let next = 0n;
  const consumer = await stream.openConsumer({
    groupId: uniqueName('codec-group'),
    topics: [topic],
    handlers: {
      onFatal: (error) => {
        throw error;
      },
      onBatch: async (batch, control) => {
        values.push(...Array.from(batch.records, ({ value }) => Buffer.from(value ?? []).toString('utf8')));
        unreadable.push(...batch.unreadable);
        next = batch.lastOffset + 1n;
        control.resolve(batch.lastOffset);
      },
    },
  });
  await consumer.start();
  await vi.waitFor(() => expect(Number(next)).toBe(until), { timeout: 20_000, interval: 50 });
  await consumer.close();
  return { values, unreadable };
}

const lines = (name: string) => Array.from({ length: 200 }, (_, index) => `{"codec":"${name}","index":${index}}`);

it('reads what producers pack with gzip, snappy, zstd and LZ4', { timeout: 60_000 }, async () => {
  const topic = uniqueName('codecs');
  await admin.ensureTopics([{ topic, partitions: 1 }]);
  await send(topic, lines('gzip'), CompressionTypes.GZIP);
  await send(topic, lines('snappy'), CompressionTypes.Snappy);
  await send(topic, lines('zstd'), CompressionTypes.ZSTD);
  // Leeway does not write LZ4; Kafka's own producer does.
  await runKafkaTool({
    mainClass: 'org.apache.kafka.tools.ConsoleProducer',
    args: ['--bootstrap-server', testKafkaBrokers().join(','), '--topic', topic, '--compression-codec', 'lz4'],
    input: `${lines('lz4').join('\n')}\n`,
  });
  const { values, unreadable } = await read(topic, 800);
  expect(values).toEqual([...lines('gzip'), ...lines('snappy'), ...lines('zstd'), ...lines('lz4')]);
  expect(unreadable).toEqual([]);
});

it(
  'tells what it cannot unpack and reads on behind it, other partitions undisturbed',
  { timeout: 60_000 },
  async () => {
    const topic = uniqueName('bomb');
    await admin.ensureTopics([{ topic, partitions: 1, config: { 'max.message.bytes': '10000000' } }]);
    await send(topic, ['before'], CompressionTypes.None);
    const huge = 'x'.repeat(30_000_000);
    await send(topic, [huge, huge, huge, huge, huge], CompressionTypes.GZIP);
    await send(topic, ['after'], CompressionTypes.None);
    const zstd = CompressionCodecs[CompressionTypes.ZSTD];
    await send(topic, lines('zstd'), CompressionTypes.ZSTD);
    CompressionCodecs[CompressionTypes.ZSTD] = () => missingCodec('zstd');
    const { values, unreadable } = await read(topic, 207);
    CompressionCodecs[CompressionTypes.ZSTD] = zstd;
    expect(values).toEqual(['before', 'after']);
    expect(unreadable).toMatchObject([
      { fromOffset: 1n, toOffset: 6n },
      { fromOffset: 7n, toOffset: 207n },
    ]);
    expect(unreadable[0]?.reason).toContain('larger than');
    expect(unreadable[1]?.reason).toContain('zstd is not supported');
  },
);

it('knows a topic that was made anew by its id, and many topics’ offsets at once', { timeout: 60_000 }, async () => {
  const topics = Array.from({ length: 30 }, (_, index) => uniqueName(`view-${index}`));
  await admin.ensureTopics(topics.map((topic) => ({ topic, partitions: 2 })));
  const [first = '', second = ''] = topics;
  await send(first, ['a', 'b', 'c'], CompressionTypes.None);
  const before = await admin.topicIds([...topics, 'no-such-topic']);
  expect(before.size).toBe(30);
  const offsets = await admin.offsetsOf(['no-such-topic', ...topics]);
  expect(offsets.size).toBe(30);
  expect(offsets.get(first)?.reduce((sum, { high }) => sum + high, 0n)).toBe(3n);
  const raw = kafka.admin();
  await raw.connect();
  // kafkajs deletes, then stumbles over the topic that it still believes in.
  await raw.deleteTopics({ topics: [first] }).catch(() => undefined);
  await vi.waitFor(async () => expect((await admin.topicIds([first])).size).toBe(0), { timeout: 10_000 });
  expect((await admin.offsetsOf(topics)).size).toBe(29);
  await admin.ensureTopics([{ topic: first, partitions: 3 }]);
  const after = await admin.topicIds(topics);
  expect(after.get(first)).not.toBe(before.get(first));
  expect(after.get(second)).toBe(before.get(second));
  expect((await admin.offsetsOf(topics)).get(first)).toEqual([
    { partition: 0, low: 0n, high: 0n },
    { partition: 1, low: 0n, high: 0n },
    { partition: 2, low: 0n, high: 0n },
  ]);
  await raw.disconnect();
});
