import { addReference } from '@leeway/services';
import { notifyLive } from '@leeway/store';
import { testKafkaBrokers, uniqueName } from '@leeway/testing';
import kafkajs, { Kafka, logLevel } from 'kafkajs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startIngest } from '../src/pipelines/ingest/start-ingest.ts';
import type { Pipeline } from '../src/worker-app.ts';
import { createTestApp, type TestApp } from './test-app.ts';
import { registerTestModel, testEvent } from './test-model.ts';

const { CompressionTypes } = kafkajs;
let test: TestApp;
let ingest: Pipeline | null = null;
let modelId: string;
let topic: string;
const raw = new Kafka({ brokers: testKafkaBrokers(), logLevel: logLevel.NOTHING });
const firstMs = Date.now() - 60_000;

beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  modelId = uniqueName('changes').toLowerCase();
  topic = uniqueName('changes-predictions');
  await test.admin.ensureTopics([{ topic, partitions: 1 }]);
  await registerTestModel(test.database.db, { modelId, predictionTopic: topic });
});
afterEach(async () => {
  await ingest?.stop();
  ingest = null;
  await test.database.db.model.deleteMany({});
});

const events = (from: number, to: number, id = modelId) =>
  Array.from({ length: to - from }, (_, place) => testEvent(id, from + place, firstMs + place));
const send = (values: object[], partition?: number) =>
  sendRaw(
    values.map((value) => JSON.stringify(value)),
    partition,
  );

/** With a client of its own: one that knew the topic before would go on believing in it. */
async function sendRaw(values: string[], partition = 0, compression = CompressionTypes.None): Promise<void> {
  const producer = new Kafka({ brokers: testKafkaBrokers(), logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await producer.send({ topic, compression, messages: values.map((value) => ({ value, partition })) });
  await producer.disconnect();
}

const counted = async (id = modelId) =>
  (await test.database.db.pane.aggregate({ where: { modelId: id }, _sum: { n: true } }))._sum.n ?? 0;
const untilCounted = (n: number, id = modelId) =>
  vi.waitFor(async () => expect(await counted(id)).toBe(n), { timeout: 30_000, interval: 50 });
const gaps = () => test.database.db.dataGap.findMany({ where: { topic }, orderBy: { id: 'asc' } });

async function withAdmin(work: (admin: ReturnType<Kafka['admin']>) => Promise<unknown>): Promise<void> {
  const admin = raw.admin();
  await admin.connect();
  await work(admin).catch(() => undefined);
  await admin.disconnect();
}

it(
  'reads a topic that was made anew from its first record, however long it has become',
  { timeout: 60_000 },
  async () => {
    await send(events(0, 20));
    ingest = await startIngest(test.app);
    await untilCounted(20);
    await withAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
    await vi.waitFor(async () => expect((await test.admin.topicIds([topic])).size).toBe(0), { timeout: 10_000 });
    await test.admin.ensureTopics([{ topic, partitions: 1 }]);
    // More than the old one had: by offsets alone it looks like the same topic.
    await send(events(100, 150));
    await untilCounted(70);
    await send(events(150, 160));
    await untilCounted(80);
    const found = await gaps();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ partition: 0, fromOffset: 20n, toOffset: 0n });
    expect(found[0]?.reason).toContain('made anew');
  },
);

it('does the same when it was away meanwhile, and forgets partitions that are gone', { timeout: 60_000 }, async () => {
  await withAdmin((admin) => admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] }));
  await send(events(0, 20), 2);
  await send(events(20, 30), 0);
  ingest = await startIngest(test.app);
  await untilCounted(30);
  await ingest.stop();
  await withAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
  await vi.waitFor(async () => expect((await test.admin.topicIds([topic])).size).toBe(0), { timeout: 10_000 });
  await test.admin.ensureTopics([{ topic, partitions: 1 }]);
  await send(events(30, 80), 0);
  ingest = await startIngest(test.app);
  await untilCounted(80);
  const rows = await test.database.db.partitionProgress.findMany({ where: { topic } });
  expect(rows.map(({ partition, nextOffset }) => [partition, nextOffset])).toEqual([[0, 50n]]);
  const reasons = (await gaps()).map(({ partition, reason }) => `${partition} ${reason.includes('fewer')}`);
  expect(new Set(reasons)).toEqual(new Set(['0 false', '1 true', '2 true']));
});

it('records what it cannot unpack as a gap and counts what is before and behind it', { timeout: 60_000 }, async () => {
  const texts = (from: number, to: number) => events(from, to).map((event) => JSON.stringify(event));
  await sendRaw(texts(0, 10));
  await sendRaw(texts(10, 40), 0, CompressionTypes.ZSTD);
  await sendRaw(texts(40, 50));
  ingest = await startIngest(test.app);
  await untilCounted(50);
  expect(await gaps()).toEqual([]);
  await ingest.stop();
  // Larger than a batch may become when it is unpacked.
  await sendRaw(texts(50, 60));
  const huge = JSON.stringify({ filler: 'x'.repeat(30_000_000) });
  await sendRaw([huge, huge, huge, huge, huge], 0, CompressionTypes.GZIP);
  await sendRaw(texts(60, 70));
  ingest = await startIngest(test.app);
  await untilCounted(70);
  const [gap, ...others] = await gaps();
  expect(others).toEqual([]);
  expect(gap).toMatchObject({ fromOffset: 60n, toOffset: 65n });
  expect(gap?.reason).toContain('cannot be unpacked');
});

it('counts what comes right after a model was registered', { timeout: 60_000 }, async () => {
  await send(events(0, 5));
  ingest = await startIngest(test.app);
  await untilCounted(5);
  for (let turn = 0; turn < 5; turn += 1) {
    const fresh = `${modelId}-${turn}`;
    await registerTestModel(test.database.db, { modelId: fresh, predictionTopic: topic });
    await send(events(0, 20, fresh));
    await untilCounted(20, fresh);
  }
  const refused = await test.database.db.ingestCounter.aggregate({ where: { topic }, _sum: { deadLettered: true } });
  expect(refused._sum.deadLettered).toBe(0);
});

it('counts an edited model as it is now, without a restart', { timeout: 60_000 }, async () => {
  await send(events(0, 5));
  ingest = await startIngest(test.app);
  await untilCounted(5);
  // No pane begins where one of ten seconds does: those would go into one row, which keeps its length.
  const paneMs = 9_973;
  await test.database.db.model.update({ where: { id: modelId }, data: { paneMs } });
  await notifyLive(test.database.db, { kind: 'model', modelId, atMs: Date.now() });
  const editedAtMs = Date.now();
  let sent = 5;
  await vi.waitFor(
    async () => {
      await send(events(sent, sent + 5));
      sent += 5;
      expect(await test.database.db.pane.count({ where: { modelId, paneMs } })).toBeGreaterThan(0);
    },
    { timeout: 30_000, interval: 250 },
  );
  expect(Date.now() - editedAtMs).toBeLessThan(20_000);
  await untilCounted(sent);
});

it(
  'counts by another reference within seconds of the switch, every event by one of the two',
  { timeout: 60_000 },
  async () => {
    await send(events(0, 5));
    ingest = await startIngest(test.app);
    await untilCounted(5);
    const gridsOf = async () => {
      const found = await test.database.db.pane.findMany({ where: { modelId }, select: { gridId: true } });
      return new Set(found.map(({ gridId }) => gridId));
    };
    const first = await gridsOf();
    const added = await addReference({
      ctx: test.app.ctx(),
      input: {
        modelId,
        reason: 'the younger ones',
        activate: true,
        rows: events(2_000_000, 2_000_700),
        provenance: () => ({ kind: 'file' }),
      },
    });
    expect(added).toMatchObject({ isNew: true, active: true });
    let sent = 5;
    await vi.waitFor(
      async () => {
        await send(events(sent, sent + 1));
        sent += 1;
        expect((await gridsOf()).size).toBe(2);
      },
      { timeout: 10_000, interval: 200 },
    );
    await untilCounted(sent);
    expect(first.size).toBe(1);
  },
);

it('is not held up by a flood of models that nobody registered', { timeout: 60_000 }, async () => {
  ingest = await startIngest(test.app);
  await send(Array.from({ length: 500 }, (_, index) => testEvent(`made-up-${index}`, index, firstMs)));
  await send(events(0, 10));
  await untilCounted(10);
  const sum = await test.database.db.ingestCounter.aggregate({ where: { topic }, _sum: { unknownModel: true } });
  expect(sum._sum.unknownModel).toBe(500);
});

it(
  'holds windows back until a partition that was added is read, and reads it from its beginning',
  { timeout: 90_000 },
  async () => {
    await send(events(0, 10));
    ingest = await startIngest(test.app);
    await untilCounted(10);
    await withAdmin((admin) => admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] }));
    await send(events(10, 30), 1);
    const row = () =>
      test.database.db.partitionProgress.findUnique({ where: { topic_partition: { topic, partition: 1 } } });
    // The row is there before the partition is read: the smallest watermark is its, and it is 0.
    await vi.waitFor(async () => expect(await row()).not.toBeNull(), { timeout: 5_000, interval: 20 });
    await untilCounted(30);
    expect(Number((await row())?.nextOffset)).toBe(20);
    expect(await gaps()).toEqual([]);
  },
);
