import {
  createModel,
  CreateModelInput,
  createReferenceDraft,
  saveMapping,
  SaveMappingInput,
  type StartChoice,
} from '@leeway/services';
import { uniqueName } from '@leeway/testing';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startIngest } from '../src/pipelines/ingest/start-ingest.ts';
import type { Pipeline } from '../src/worker-app.ts';
import { createTestApp, type TestApp } from './test-app.ts';
import { testEvent } from './test-model.ts';

const MINUTE_MS = 60_000;
let test: TestApp;
let ingest: Pipeline;
let modelId: string;
let topic: string;
let startMs: number;
const ctx = () => ({
  ...test.app.ctx(),
  actor: { kind: 'person', id: 'ada', name: 'Ada', role: 'admin' } as const,
});

beforeAll(async () => {
  test = await createTestApp();
  ingest = await startIngest(test.app);
});
afterAll(async () => {
  await ingest.stop();
  await test.close();
});
beforeEach(async () => {
  modelId = uniqueName('born').toLowerCase();
  topic = uniqueName('born-predictions');
  await test.admin.ensureTopics([{ topic, partitions: 2 }]);
  startMs = Date.now() - 10 * MINUTE_MS;
});

/** An event a second since the start, by turns in both partitions. */
async function send(
  from: number,
  to: number,
  id = modelId,
  atMs = (place: number) => startMs + place * 1_000,
): Promise<void> {
  await test.producer.send(
    topic,
    Array.from({ length: to - from }, (_, offset) => {
      const place = from + offset;
      const timestampMs = atMs(place);
      return { key: null, value: JSON.stringify(testEvent(id, place, timestampMs)), timestampMs, partition: place % 2 };
    }),
  );
}

/** Of the first 300 events, as if they had been read from the topic. */
async function draft(id = modelId): Promise<string> {
  const rows = Array.from({ length: 300 }, (_, place) => testEvent(id, place, startMs + place * 1_000));
  const partitions = [0, 1].map((partition) => ({ partition, fromOffset: '0', toOffset: '150' }));
  const { draftId } = await createReferenceDraft({
    ctx: ctx(),
    input: {
      modelId: id,
      kinds: {},
      positiveClass: '1',
      rows: () => rows,
      source: 'a test',
      provenance: () => ({ kind: 'stream', stream: { topic, partitions } }),
    },
  });
  return draftId;
}

async function create(from: StartChoice, id = modelId, more: object = {}) {
  const draftId = await draft(id);
  const manifest = { id, name: id, predictionTopic: topic, paneMs: 10_000, ...more };
  return createModel({ ctx: ctx(), input: CreateModelInput.parse({ manifest, draftId, from }) });
}

const counted = async (id = modelId) =>
  (await test.database.db.pane.aggregate({ where: { modelId: id, slice: '' }, _sum: { n: true } }))._sum.n ?? 0;
const untilCounted = (n: number, id = modelId) =>
  vi.waitFor(async () => expect(await counted(id)).toBe(n), { timeout: 20_000, interval: 50 });
const lagOf = () =>
  vi.waitFor(
    async () => {
      const rows = await test.database.db.partitionProgress.findMany({ where: { topic } });
      expect(rows).toHaveLength(2);
      expect(rows.every(({ lag, caughtUp }) => lag === 0n && caughtUp)).toBe(true);
    },
    { timeout: 20_000, interval: 50 },
  );

it('is picked up by the running worker in seconds, from the oldest event on', { timeout: 60_000 }, async () => {
  await send(0, 400);
  const { begins } = await create('earliest');
  expect(begins.predictions).toMatchObject({ topic, kind: 'earliest' });
  const createdMs = Date.now();
  await untilCounted(400);
  expect(Date.now() - createdMs).toBeLessThan(10_000);
});

it('counts from the end of its reference on, to the event', { timeout: 60_000 }, async () => {
  await send(0, 400);
  await create('reference-end');
  await untilCounted(100);
  await lagOf();
  expect(await counted()).toBe(100);
});

it('counts what comes from now on', { timeout: 60_000 }, async () => {
  await send(0, 400);
  await create('now');
  // Before the worker has looked, and after.
  await send(400, 410, modelId, () => Date.now());
  await lagOf();
  await send(410, 430, modelId, () => Date.now());
  await untilCounted(30);
  await lagOf();
  expect(await counted()).toBe(30);
});

it('goes on where reading stands when others have the topic read', { timeout: 60_000 }, async () => {
  await send(0, 300);
  await create('earliest');
  await untilCounted(300);
  const second = `${modelId}-2`;
  await send(0, 50, second);
  await lagOf();
  const { begins } = await create('earliest', second);
  expect(begins.predictions).toMatchObject({ kind: 'continues', words: expect.stringContaining('one position') });
  await vi.waitFor(
    async () => {
      await send(50, 51, second, () => Date.now());
      expect(await counted(second)).toBeGreaterThan(0);
    },
    { timeout: 20_000, interval: 500 },
  );
  expect(await counted(second)).toBeLessThan(50);
  expect(await counted()).toBe(300);
});

it('is read otherwise, without a restart, once another mapping is saved', { timeout: 60_000 }, async () => {
  await create('earliest', modelId, { streamMapping: { features: { path: 'nowhere' } } });
  const mapping = {
    features: { path: 'features' },
    eventId: { path: 'id' },
    time: { path: 'time' },
    score: { path: 'score' },
  };
  const input = { modelId, of: 'predictions', mapping, reason: 'it fits' };
  await saveMapping({ ctx: ctx(), input: SaveMappingInput.parse(input) });
  await vi.waitFor(
    async () => {
      await send(0, 10);
      expect(await counted()).toBeGreaterThanOrEqual(10);
    },
    { timeout: 20_000, interval: 500 },
  );
});
