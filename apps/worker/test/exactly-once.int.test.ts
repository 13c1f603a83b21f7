import {
  countEvent,
  createPane,
  decodePane,
  decodeQualityPane,
  decodeReference,
  gridOf,
  labelledTotals,
  sumPanes,
} from '@leeway/drift';
import { openKafkaStream, type StreamAdmin, type StreamProducer } from '@leeway/stream';
import { createTestDatabase, seededRandom, testKafkaBrokers, uniqueName, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { registerTestModel, testEvent } from './test-model.ts';
import { WorkerProcess } from './worker-process.ts';

const STEP = 200;
const PARTITIONS = 3;
const KILLS = 3;
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

let database: TestDatabase;
let admin: StreamAdmin;
let producer: StreamProducer;
let worker: WorkerProcess | null = null;
const modelId = uniqueName('exact').toLowerCase();
const predictionTopic = uniqueName('exact-predictions');
const labelTopic = uniqueName('exact-labels');
const groupId = uniqueName('exact-group');

beforeAll(async () => {
  database = await createTestDatabase();
  const stream = openKafkaStream({ brokers: testKafkaBrokers(), clientId: 'exact-test' }, quiet);
  admin = await stream.openAdmin();
  producer = await stream.openProducer();
  await admin.ensureTopics([
    { topic: predictionTopic, partitions: PARTITIONS },
    { topic: labelTopic, partitions: PARTITIONS },
  ]);
});
afterAll(async () => {
  await worker?.end('SIGKILL');
  await producer.close();
  await admin.close();
  await database.drop();
});

function startWorker(): WorkerProcess {
  return new WorkerProcess({
    DATABASE_URL: database.connectionString,
    KAFKA_BROKERS: testKafkaBrokers().join(','),
    LEEWAY_CONSUMER_GROUP: groupId,
    LEEWAY_WORKER_ROLES: 'ingest,evaluate',
    LEEWAY_FLUSH_MS: '150',
    LEEWAY_SESSION_TIMEOUT_MS: '6000',
  });
}

const counted = async () => (await database.db.pane.aggregate({ where: { modelId }, _sum: { n: true } }))._sum.n ?? 0;
const labelled = async () =>
  (await database.db.qualityPane.aggregate({ where: { modelId }, _sum: { n: true } }))._sum.n ?? 0;

/** About 1,000 events a second with their labels until told to stop; resolves with how many there were. */
async function produce(firstMs: number, isEnough: () => boolean): Promise<number> {
  let sent = 0;
  while (!isEnough()) {
    const events = Array.from({ length: STEP }, (_, place) =>
      testEvent(modelId, sent + place, firstMs + (sent + place) * 4),
    );
    await producer.send(
      predictionTopic,
      events.map((event) => ({ key: event.id, value: JSON.stringify(event) })),
    );
    await producer.send(
      labelTopic,
      events.map(({ id, score }) => ({
        key: id,
        value: JSON.stringify({ id, model: modelId, label: (score ?? 0) > 0.4 }),
      })),
    );
    sent += STEP;
    await new Promise((resolve) => setTimeout(resolve, 180));
  }
  return sent;
}

it(
  'counts every event and joins every label once although it is killed three times in mid-stream',
  { timeout: 180_000 },
  async () => {
    await registerTestModel(database.db, { modelId, predictionTopic, labelTopic });
    const random = seededRandom(7);
    let kills = 0;
    const producing = produce(Date.now() - 240_000, () => kills === KILLS);
    worker = startWorker();
    while (kills < KILLS) {
      const before = await counted();
      await vi.waitFor(async () => expect(await counted()).toBeGreaterThan(before + 200), {
        timeout: 40_000,
        interval: 50,
      });
      await new Promise((resolve) => setTimeout(resolve, random() * 400));
      await worker.end('SIGKILL');
      kills += 1;
      worker = startWorker();
    }
    const produced = await producing;
    await vi.waitFor(async () => expect(await counted()).toBeGreaterThanOrEqual(produced), {
      timeout: 30_000,
      interval: 100,
    });
    await vi.waitFor(async () => expect(await labelled()).toBeGreaterThanOrEqual(produced), {
      timeout: 60_000,
      interval: 100,
    });
    // A little longer, so that anything counted twice would show.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await worker.end('SIGTERM')).toBe(0);

    const model = await database.db.model.findUniqueOrThrow({ where: { id: modelId } });
    const row = await database.db.reference.findUniqueOrThrow({ where: { id: model.activeReferenceId ?? '' } });
    const grid = gridOf(decodeReference(row.body));
    const stored = await database.db.pane.findMany({ where: { modelId } });
    const expected = createPane(grid);
    for (let index = 0; index < produced; index += 1) countEvent(expected, grid, testEvent(modelId, index, 0));
    const actual = sumPanes(
      grid,
      stored.map(({ counts }) => decodePane(counts, grid)),
    );
    expect(actual.events).toBe(produced);
    expect([...actual.counts]).toEqual([...expected.counts]);
    expect([...actual.latencyCounts]).toEqual([...expected.latencyCounts]);
    expect([...actual.moments]).toEqual([...expected.moments]);
    expect(new Set(stored.map(({ partition }) => partition)).size).toBe(PARTITIONS);

    const quality = await database.db.qualityPane.findMany({ where: { modelId } });
    const totals = quality.map(({ counts }) => labelledTotals(decodeQualityPane(counts)));
    const positives = Array.from({ length: produced }, (_, index) => testEvent(modelId, index, 0)).filter(
      ({ score }) => (score ?? 0) > 0.4,
    ).length;
    expect(totals.reduce((sum, pane) => sum + pane.positives, 0)).toBe(positives);
    expect(totals.reduce((sum, pane) => sum + pane.negatives, 0)).toBe(produced - positives);
    expect(await database.db.awaitingLabel.count({ where: { modelId, joined: false } })).toBe(0);
    expect(await database.db.awaitingPrediction.count({ where: { modelId } })).toBe(0);

    const counters = await database.db.ingestCounter.aggregate({
      where: { modelId },
      _sum: { events: true, labels: true },
    });
    expect(counters._sum).toEqual({ events: produced, labels: produced });
    const progress = await database.db.partitionProgress.findMany({ where: { topic: predictionTopic } });
    expect(progress.reduce((sum, { nextOffset }) => sum + Number(nextOffset), 0)).toBe(produced);
  },
);
