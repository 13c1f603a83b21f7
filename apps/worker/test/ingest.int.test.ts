import { TOPICS, type DeadLetter } from '@leeway/contracts';
import { testKafkaBrokers, uniqueName } from '@leeway/testing';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startIngest } from '../src/pipelines/ingest/start-ingest.ts';
import type { Pipeline } from '../src/worker-app.ts';
import { createTestApp, type TestApp } from './test-app.ts';
import { registerTestModel, testEvent } from './test-model.ts';

let test: TestApp;
let ingest: Pipeline | null = null;
let modelId: string;
let topic: string;
let labelTopic: string;
const PANE_MS = 10_000;
const firstMs = Math.floor(Date.now() / PANE_MS) * PANE_MS - 60_000;

beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  modelId = uniqueName('ingest').toLowerCase();
  topic = uniqueName('ingest-predictions');
  labelTopic = uniqueName('ingest-labels');
  await test.admin.ensureTopics([
    { topic, partitions: 1 },
    { topic: labelTopic, partitions: 1 },
  ]);
  await registerTestModel(test.database.db, { modelId, predictionTopic: topic, labelTopic, paneMs: PANE_MS });
});
afterEach(async () => {
  await ingest?.stop();
  ingest = null;
  await test.database.db.model.deleteMany({});
});

const start = async () => {
  ingest = await startIngest(test.app);
};
const send = (values: (object | string | Uint8Array)[], to = topic) =>
  test.producer.send(
    to,
    values.map((value) => ({
      key: null,
      value: typeof value === 'string' || value instanceof Uint8Array ? value : JSON.stringify(value),
    })),
  );
const events = (from: number, to: number, timeMs = (index: number) => firstMs + index * 100) =>
  Array.from({ length: to - from }, (_, place) => testEvent(modelId, from + place, timeMs(from + place)));
const progress = () =>
  test.database.db.partitionProgress.findUnique({ where: { topic_partition: { topic, partition: 0 } } });
const position = async (offset: number) =>
  vi.waitFor(async () => expect(Number((await progress())?.nextOffset)).toBe(offset), {
    timeout: 20_000,
    interval: 50,
  });
const counted = async () =>
  (await test.database.db.pane.aggregate({ where: { modelId }, _sum: { n: true } }))._sum.n ?? 0;
const counters = async (id: string) =>
  (
    await test.database.db.ingestCounter.aggregate({
      where: { modelId: id, topic },
      _sum: { events: true, late: true, deadLettered: true, unknownModel: true },
    })
  )._sum;

async function deadLettersOf(origin: string, count: number): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  const consumer = await test.stream.openConsumer({
    groupId: uniqueName('dlq-reader'),
    topics: [TOPICS.deadLetters],
    handlers: {
      onFatal: (error) => {
        throw error;
      },
      onBatch: async (batch, control) => {
        for (const record of batch.records) {
          const letter = JSON.parse(Buffer.from(record.value ?? []).toString('utf8')) as DeadLetter;
          if (letter.topic === origin) letters.push(letter);
        }
        control.resolve(batch.lastOffset);
      },
    },
  });
  await consumer.start();
  await vi.waitFor(() => expect(letters.length).toBeGreaterThanOrEqual(count), { timeout: 20_000 });
  await consumer.close();
  return letters;
}

/** As retention does it: the partition then begins at `offset`. */
async function deleteRecordsBefore(from: string, offset: number): Promise<void> {
  const admin = new Kafka({ brokers: testKafkaBrokers(), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  // Loads the topic's metadata, which deleting needs.
  await admin.fetchTopicOffsets(from);
  await admin.deleteTopicRecords({ topic: from, partitions: [{ partition: 0, offset: String(offset) }] });
  await admin.disconnect();
}

describe('reading', () => {
  it('counts what it can read and dead-letters the rest, with reason and origin', async () => {
    const [good] = events(0, 1);
    await send([
      ...events(0, 5),
      'not json',
      Buffer.from([0xff, 0xfe, 0x7b]),
      { ...good, score: 3 },
      { ...good, id: 'other', model: 'somebody-elses' },
      ...events(5, 10),
    ]);
    await start();
    await position(14);
    expect(await counted()).toBe(10);
    expect(await counters(modelId)).toEqual({ events: 10, late: 0, deadLettered: 0, unknownModel: 0 });
    expect(await counters('')).toEqual({ events: 0, late: 0, deadLettered: 4, unknownModel: 1 });
    const letters = await deadLettersOf(topic, 4);
    expect(letters.map(({ offset, reason }) => [offset, reason.slice(0, 8)])).toEqual([
      ['5', 'not JSON'],
      ['6', 'not UTF-'],
      ['7', 'score: T'],
      ['8', 'no model'],
    ]);
    expect(Buffer.from(letters[0]?.valueBase64 ?? '', 'base64').toString()).toBe('not json');
  });

  it('does not let a clock that runs ahead move the watermark, and counts what is too late', async () => {
    const nowMs = Date.now();
    await send([
      ...events(0, 3, () => nowMs - 1_000),
      ...events(3, 4, () => nowMs + 3_600_000),
      ...events(4, 5, () => nowMs - 20_000),
      ...events(5, 7, () => nowMs - 25 * 3_600_000),
      ...events(7, 8, () => 1_700_000_000),
    ]);
    await start();
    await position(8);
    expect(await counters(modelId)).toMatchObject({ events: 5, late: 3 });
    expect(await counted()).toBe(5);
    const row = await progress();
    expect(Number(row?.maxEventMs)).toBeLessThanOrEqual(Date.now());
    expect(Number(row?.watermarkMs)).toBe(Number(row?.maxEventMs) - 2_000);
  });

  it('follows models that are registered while it runs', async () => {
    await send(events(0, 5));
    await start();
    await position(5);
    const second = `${modelId}-b`;
    const secondTopic = `${topic}-b`;
    await test.admin.ensureTopics([{ topic: secondTopic, partitions: 2 }]);
    await send(
      Array.from({ length: 7 }, (_, index) => testEvent(second, index, firstMs)),
      secondTopic,
    );
    await registerTestModel(test.database.db, { modelId: second, predictionTopic: secondTopic });
    await send(events(5, 9));
    await vi.waitFor(
      async () => {
        const sum = await test.database.db.pane.aggregate({ where: { modelId: second }, _sum: { n: true } });
        expect(sum._sum.n).toBe(7);
      },
      { timeout: 20_000 },
    );
    await position(9);
    expect(await counted()).toBe(9);
  });

  it('marks an idle partition as read to its end, and says how much it lags', async () => {
    await send(events(0, 3));
    await start();
    await position(3);
    await vi.waitFor(async () => expect(await progress()).toMatchObject({ caughtUp: true, lag: 0n }), {
      timeout: 10_000,
    });
  });
});

describe('owning a partition', () => {
  it('stores nothing of what another owner has taken over, and loses nothing', async () => {
    await send(events(0, 10));
    await start();
    await position(10);
    // A worker that woke up late has claimed the partition and counted on without being a member.
    await test.database.db.partitionProgress.update({
      where: { topic_partition: { topic, partition: 0 } },
      data: { ownerEpoch: { increment: 1 } },
    });
    await send(events(10, 20));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(Number((await progress())?.nextOffset)).toBe(10);
    expect(await counted()).toBe(10);
    await ingest?.stop();
    await start();
    await position(20);
    expect(await counted()).toBe(20);
  });

  it('reads again what was stored under its feet: a commit whose answer was lost', async () => {
    await send(events(0, 10));
    await start();
    await position(10);
    // As if our own flush of [10, 13) had been stored: same epoch, later offset.
    await test.database.db.partitionProgress.update({
      where: { topic_partition: { topic, partition: 0 } },
      data: { nextOffset: 13n },
    });
    await send(events(10, 20));
    await position(20);
    expect(await counted()).toBe(17);
  });

  it('starts from its own offset whatever Kafka remembers', async () => {
    await send(events(0, 10));
    await start();
    await position(10);
    await ingest?.stop();
    await test.database.db.pane.deleteMany({ where: { modelId } });
    await test.database.db.partitionProgress.update({
      where: { topic_partition: { topic, partition: 0 } },
      data: { nextOffset: 4n },
    });
    await start();
    await position(10);
    expect(await counted()).toBe(6);
  });
});

describe('gaps', () => {
  it('records offsets that are gone and goes on behind them', async () => {
    const short = uniqueName('ingest-short');
    const shortModel = uniqueName('short').toLowerCase();
    await test.admin.ensureTopics([{ topic: short, partitions: 1 }]);
    await registerTestModel(test.database.db, { modelId: shortModel, predictionTopic: short });
    const shortEvents = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, place) => testEvent(shortModel, from + place, firstMs));
    await send(shortEvents(0, 10), short);
    await test.database.db.partitionProgress.create({ data: { topic: short, partition: 0, nextOffset: 2n } });
    await deleteRecordsBefore(short, 6);
    await start();
    await vi.waitFor(
      async () => expect(await test.database.db.dataGap.findMany({ where: { topic: short } })).toHaveLength(1),
      { timeout: 30_000 },
    );
    await vi.waitFor(async () => {
      const sum = await test.database.db.pane.aggregate({ where: { modelId: shortModel }, _sum: { n: true } });
      expect(sum._sum.n).toBe(4);
    });
    const [gap] = await test.database.db.dataGap.findMany({ where: { topic: short } });
    expect(gap).toMatchObject({ partition: 0, fromOffset: 2n, toOffset: 6n });
    expect(gap?.reason).toContain('retention');
  });

  it('notices a topic that was made anew', async () => {
    await test.database.db.partitionProgress.create({ data: { topic, partition: 0, nextOffset: 500n } });
    await send(events(0, 10));
    await start();
    await position(10);
    expect(await counted()).toBe(10);
    const [gap] = await test.database.db.dataGap.findMany({ where: { topic } });
    expect(gap).toMatchObject({ fromOffset: 500n, toOffset: 0n });
    expect(gap?.reason).toContain('made anew');
  });
});
