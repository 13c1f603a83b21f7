import {
  createPane,
  countEvent,
  createReferenceBuilder,
  decodePane,
  encodeReference,
  gridOf,
  type Grid,
} from '@leeway/drift';
import { notifyLive } from '@leeway/store';
import { openKafkaStream, type StreamAdmin, type StreamProducer } from '@leeway/stream';
import { createTestDatabase, seededRandom, testKafkaBrokers, uniqueName, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WorkerProcess } from '../worker-process.ts';

const FEATURES = 50;
const REFERENCE_ROWS = 300;
const EVENTS_EACH = 20;
/** Resident memory of one worker at its highest. */
const MAX_MEMORY_MIB = 1_024;
/** From the first message of models that were just added until all of them are counted. */
const MAX_ADDED_MS = 20_000;
/** What was measured, for whoever runs this. */
const say = (measured: string) => process.stdout.write(`      ${measured}\n`);
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let database: TestDatabase;
let admin: StreamAdmin;
let producer: StreamProducer;
let worker: WorkerProcess;
const firstMs = Date.now() - 600_000;

beforeEach(async () => {
  database = await createTestDatabase();
  const stream = openKafkaStream({ brokers: testKafkaBrokers(), clientId: 'many-test' }, quiet);
  admin = await stream.openAdmin();
  producer = await stream.openProducer();
});
afterEach(async () => {
  await worker.end('SIGKILL');
  await producer.close();
  await admin.close();
  await database.drop();
});

/** Values of one row: 45 numbers and 5 categories, the same for the same model and row. */
function featuresOf(model: number, row: number): Record<string, unknown> {
  const random = seededRandom(model * 100_003 + row + 1);
  return Object.fromEntries(
    Array.from({ length: FEATURES }, (_, index) => [
      `feature_${index}`,
      index % 10 === 9 ? `c${Math.floor(random() * 8)}` : Math.round(random() * 1e6 + model) / 1e3,
    ]),
  );
}

const idOf = (model: number) => `many-${model}`;
const event = (model: number, index: number) => ({
  id: `${model}-${index}`,
  model: idOf(model),
  time: firstMs + index,
  version: 'v1',
  features: featuresOf(model, 1_000 + index),
  score: 0.5,
  latencyMs: 12,
});

function referenceOf(model: number) {
  const builder = createReferenceBuilder();
  for (let row = 0; row < REFERENCE_ROWS; row += 1) builder.add(featuresOf(model, row), { score: (row % 100) / 100 });
  return builder.freeze({ kind: 'file', detail: 'a test', createdBy: 'test' });
}

/** Straight into the tables: a thousand registrations are not what this is about. */
async function register(from: number, to: number, topicOf: (model: number) => string): Promise<Map<number, Grid>> {
  const sampled = new Map<number, Grid>();
  for (let start = from; start < to; start += 50) {
    const models = Array.from({ length: Math.min(50, to - start) }, (_, place) => start + place);
    const frozen = models.map((model) => ({ model, reference: referenceOf(model) }));
    for (const { model, reference } of frozen) if (model % 97 === 0) sampled.set(model, gridOf(reference));
    await database.db.model.createMany({
      data: frozen.map(({ model, reference }) => ({
        id: idOf(model),
        name: idOf(model),
        predictionTopic: topicOf(model),
        activeReferenceId: reference.id,
      })),
    });
    await database.db.reference.createMany({
      data: frozen.map(({ model, reference }) => ({
        id: reference.id,
        modelId: idOf(model),
        gridId: gridOf(reference).id,
        hash: reference.id,
        features: [],
        rowCount: BigInt(REFERENCE_ROWS),
        body: Buffer.from(encodeReference(reference)),
        provenance: {},
      })),
    });
  }
  await notifyLive(database.db, { kind: 'model', atMs: Date.now() });
  return sampled;
}

async function send(models: number[], topicOf: (model: number) => string): Promise<void> {
  for (let index = 0; index < EVENTS_EACH; index += 5) {
    const byTopic = Map.groupBy(models, topicOf);
    for (const [topic, own] of byTopic) {
      const records = own.flatMap((model) =>
        Array.from({ length: 5 }, (_, place) => ({
          key: `${model}-${index + place}`,
          value: JSON.stringify(event(model, index + place)),
        })),
      );
      for (let start = 0; start < records.length; start += 500)
        await producer.send(topic, records.slice(start, start + 500));
    }
  }
}

function startWorker(): WorkerProcess {
  return new WorkerProcess({
    DATABASE_URL: database.connectionString,
    KAFKA_BROKERS: testKafkaBrokers().join(','),
    LEEWAY_CONSUMER_GROUP: uniqueName('many-group'),
    LEEWAY_WORKER_ROLES: 'ingest',
  });
}

async function expectExactly(models: number[], sampled: ReadonlyMap<number, Grid>): Promise<void> {
  const where = { modelId: { in: models.map(idOf) } };
  const sums = await database.db.pane.groupBy({ by: ['modelId'], where, _sum: { n: true } });
  expect(sums).toHaveLength(models.length);
  expect(sums.every(({ _sum }) => _sum.n === EVENTS_EACH)).toBe(true);
  for (const [model, grid] of sampled) {
    const expected = createPane(grid);
    for (let index = 0; index < EVENTS_EACH; index += 1) countEvent(expected, grid, event(model, index));
    const rows = await database.db.pane.findMany({ where: { modelId: idOf(model) } });
    const cells = new Float64Array(grid.cellCount);
    for (const { counts } of rows)
      decodePane(counts, grid).counts.forEach((count, cell) => (cells[cell] = (cells[cell] ?? 0) + count));
    expect([...cells]).toEqual([...expected.counts]);
  }
}

const counted = async () => (await database.db.pane.aggregate({ _sum: { n: true } }))._sum.n ?? 0;
const untilCounted = (n: number) =>
  vi.waitFor(async () => expect(await counted()).toBeGreaterThanOrEqual(n), { timeout: 150_000, interval: 250 });

/** Gives a model shorter panes, and sends events of it until they are counted so; how long that took. */
async function editAndSend(model: number, topic: string): Promise<number> {
  const paneMs = 30_000;
  // In the second half of a minute, where shorter panes begin elsewhere.
  const edited = { ...event(model, 0), time: Math.floor(firstMs / 60_000) * 60_000 + 45_000 };
  await database.db.pane.deleteMany({ where: { modelId: idOf(model) } });
  await database.db.model.update({ where: { id: idOf(model) }, data: { paneMs } });
  await notifyLive(database.db, { kind: 'model', modelId: idOf(model), atMs: Date.now() });
  const editedAtMs = Date.now();
  await vi.waitFor(
    async () => {
      await producer.send(topic, [{ key: 'edited', value: JSON.stringify(edited) }]);
      expect(await database.db.pane.count({ where: { modelId: idOf(model), paneMs } })).toBeGreaterThan(0);
    },
    { timeout: 60_000, interval: 500 },
  );
  return Date.now() - editedAtMs;
}

it('a thousand models of 50 features share a topic', { timeout: 480_000 }, async () => {
  const topic = uniqueName('many-shared');
  await admin.ensureTopics([{ topic, partitions: 6 }]);
  const models = Array.from({ length: 1_000 }, (_, model) => model);
  const sampled = await register(0, 990, () => topic);
  worker = startWorker();
  await vi.waitFor(() => expect(worker.output).toContain('joined the consumer group'), { timeout: 180_000 });
  await send(models.slice(0, 990), () => topic);
  await untilCounted(990 * EVENTS_EACH);
  // Ten more while it runs.
  const late = await register(990, 1_000, () => topic);
  const sentAtMs = Date.now();
  await send(models.slice(990), () => topic);
  await untilCounted(1_000 * EVENTS_EACH);
  const tookMs = Date.now() - sentAtMs;
  const editedMs = await editAndSend(500, topic);
  const unedited = models.filter((model) => model !== 500);
  await expectExactly(unedited, new Map([...sampled, ...late]));
  const refused = await database.db.ingestCounter.aggregate({ _sum: { deadLettered: true } });
  expect(refused._sum.deadLettered).toBe(0);
  const memory = worker.memoryMiB();
  say(
    `1,000 models on a shared topic: ${memory.now} MiB, at most ${memory.highest}; models added counted after ${tookMs} ms, an edited one as edited after ${editedMs} ms`,
  );
  expect(tookMs).toBeLessThan(MAX_ADDED_MS);
  expect(editedMs).toBeLessThan(MAX_ADDED_MS);
  expect(memory.highest).toBeLessThan(MAX_MEMORY_MIB);
});

it('three hundred models have topics of their own', { timeout: 300_000 }, async () => {
  const prefix = uniqueName('many-own');
  const topicOf = (model: number) => `${prefix}-${model}`;
  const models = Array.from({ length: 300 }, (_, model) => model);
  await admin.ensureTopics(models.map((model) => ({ topic: topicOf(model), partitions: 1 })));
  const sampled = await register(0, 300, topicOf);
  worker = startWorker();
  await send(models, topicOf);
  await untilCounted(300 * EVENTS_EACH);
  await expectExactly(models, sampled);
  const memory = worker.memoryMiB();
  say(`300 models on topics of their own: ${memory.now} MiB, at most ${memory.highest}`);
  expect(memory.highest).toBeLessThan(MAX_MEMORY_MIB);
});
