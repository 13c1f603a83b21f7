import { testKafkaBrokers, uniqueName } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKafkaStream } from './kafka/open-kafka-stream.ts';
import type { Stream, StreamAdmin, StreamProducer, StreamRecord } from './port.ts';
import { readRanges } from './read-ranges.ts';
import { stretchRanges } from './stretch-ranges.ts';
import { TopicUnreadable } from './topic-unreadable.ts';

/** Not long ago: brokers delete what is old. */
const START_MS = Date.now() - 3_600_000;
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let stream: Stream;
let admin: StreamAdmin;
let producer: StreamProducer;
const topics: string[] = [];

async function topicOf(partitions: number, records: { partition: number; timestampMs: number }[]): Promise<string> {
  const topic = uniqueName('stretch');
  topics.push(topic);
  await admin.ensureTopics([{ topic, partitions, replicationFactor: 1 }]);
  await producer.send(
    topic,
    records.map(({ partition, timestampMs }) => ({ key: null, value: String(timestampMs), partition, timestampMs })),
  );
  return topic;
}

async function read(topic: string, ranges: Awaited<ReturnType<typeof stretchRanges>>['ranges']) {
  const times: number[] = [];
  const onRecords = (_partition: number, records: readonly StreamRecord[]) => {
    for (const { value } of records) times.push(Number(Buffer.from(value ?? []).toString('utf8')));
  };
  const outcome = await readRanges(stream, { topic, ranges, onRecords });
  return { outcome, times: times.toSorted((a, b) => a - b) };
}

beforeAll(async () => {
  stream = openKafkaStream({ brokers: testKafkaBrokers(), clientId: 'stretch-test' }, quiet);
  admin = await stream.openAdmin();
  producer = await stream.openProducer();
});
afterAll(async () => {
  await producer.close();
  await admin.close();
});

/** A record a second: nine of ten in the first partition, the others in the second, none in the third. */
const seconds = (count: number) =>
  Array.from({ length: count }, (_, second) => ({
    partition: second % 10 === 9 ? 1 : 0,
    timestampMs: START_MS + second * 1_000,
  }));

describe('a stretch of a topic', () => {
  it('is the newest records of all partitions together', async () => {
    const topic = await topicOf(3, seconds(1_000));
    const stretch = await stretchRanges(admin, topic, { kind: 'last', records: 100 }, START_MS + 1_000_000);
    expect(stretch.available).toBe(1_000n);
    expect(Number(stretch.records)).toBeGreaterThanOrEqual(100);
    expect(Number(stretch.records)).toBeLessThanOrEqual(103);
    const { outcome, times } = await read(topic, stretch.ranges);
    expect(outcome).toEqual({ isComplete: true, lost: 0n });
    expect(times).toEqual(
      seconds(1_000)
        .slice(-times.length)
        .map(({ timestampMs }) => timestampMs),
    );
  });

  it('is everything where there is no more', async () => {
    const topic = await topicOf(2, seconds(50));
    const stretch = await stretchRanges(admin, topic, { kind: 'last', records: 500 }, START_MS + 1_000_000);
    expect((await read(topic, stretch.ranges)).times).toHaveLength(50);
  });

  it('is a share of each partition where timestamps tell nothing', async () => {
    const same = seconds(1_000).map((record) => ({ ...record, timestampMs: START_MS }));
    const topic = await topicOf(2, same);
    const stretch = await stretchRanges(admin, topic, { kind: 'last', records: 100 }, START_MS + 1_000_000);
    expect([...stretch.ranges.values()].map(({ from, to }) => to - from)).toEqual([90n, 10n]);
  });

  it('lies between two times, the later one excluded', async () => {
    const topic = await topicOf(3, seconds(300));
    const [fromMs, toMs] = [START_MS + 100_000, START_MS + 200_000];
    const stretch = await stretchRanges(admin, topic, { kind: 'between', fromMs, toMs }, START_MS + 1_000_000);
    const { times } = await read(topic, stretch.ranges);
    expect(times).toEqual(
      seconds(300)
        .slice(100, 200)
        .map(({ timestampMs }) => timestampMs),
    );
  });

  it('has no place in a topic that is not there', async () => {
    const stretch = stretchRanges(admin, uniqueName('nowhere'), { kind: 'last', records: 10 }, START_MS);
    await expect(stretch).rejects.toThrow(TopicUnreadable);
  });
});

describe('reading ranges', () => {
  it('ends with words when nothing comes any more', async () => {
    const topic = await topicOf(1, seconds(10));
    const ranges = new Map([[0, { from: 0n, to: 1_000n }]]);
    const reading = readRanges(stream, { topic, ranges, onRecords: () => undefined, idleMs: 1_000 });
    await expect(reading).rejects.toThrow(/do not answer/u);
  }, 30_000);

  it('ends with what its reader throws, who is told nothing more', async () => {
    const topic = await topicOf(1, seconds(10));
    let calls = 0;
    const onRecords = () => {
      calls += 1;
      throw new Error('enough of it');
    };
    const ranges = new Map([[0, { from: 0n, to: 10n }]]);
    await expect(readRanges(stream, { topic, ranges, onRecords })).rejects.toThrow('enough of it');
    expect(calls).toBe(1);
  }, 30_000);

  it('ends when nobody waits for it any more', async () => {
    const topic = await topicOf(1, seconds(10));
    const abandon = new AbortController();
    const ranges = new Map([[0, { from: 0n, to: 1_000n }]]);
    const onRecords = () => abandon.abort();
    const outcome = await readRanges(stream, { topic, ranges, onRecords, signal: abandon.signal });
    expect(outcome.isComplete).toBe(false);
  }, 30_000);

  // The last one: kafkajs' producer fails at everything once a topic that it knows is gone.
  it('ends with words when the topic is deleted meanwhile', async () => {
    const topic = await topicOf(1, seconds(10));
    const ranges = new Map([[0, { from: 0n, to: 1_000n }]]);
    const reading = readRanges(stream, { topic, ranges, onRecords: () => deleteOnce() });
    let deleted = false;
    async function deleteOnce(): Promise<void> {
      if (deleted) return;
      deleted = true;
      await deleteTopic(topic);
    }
    await expect(reading).rejects.toThrow(/was deleted while it was read/u);
  }, 30_000);
});

async function deleteTopic(topic: string): Promise<void> {
  const { Kafka, logLevel } = await import('kafkajs');
  const client = new Kafka({
    clientId: 'stretch-test',
    brokers: testKafkaBrokers(),
    logLevel: logLevel.NOTHING,
  }).admin();
  await client.connect();
  await client.deleteTopics({ topics: [topic] });
  await client.disconnect();
}
