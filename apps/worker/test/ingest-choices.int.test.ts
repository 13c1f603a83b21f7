import { loadFeatureObservations, loadIngestTotals, loadNewCategories, loadPanes } from '@leeway/store';
import { decodeReference, gridOf } from '@leeway/drift';
import { uniqueName } from '@leeway/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startIngest } from '../src/pipelines/ingest/start-ingest.ts';
import { startLabels } from '../src/pipelines/labels/start-labels.ts';
import type { Pipeline } from '../src/worker-app.ts';
import { createTestApp, type TestApp } from './test-app.ts';
import { registerTestModel, testEvent } from './test-model.ts';

let test: TestApp;
let running: Pipeline[] = [];
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
  modelId = uniqueName('choices').toLowerCase();
  topic = uniqueName('choices-predictions');
  labelTopic = uniqueName('choices-labels');
  await test.admin.ensureTopics([
    { topic, partitions: 1 },
    { topic: labelTopic, partitions: 1 },
  ]);
  await registerTestModel(test.database.db, { modelId, predictionTopic: topic, labelTopic, paneMs: PANE_MS });
});
afterEach(async () => {
  await stop();
  await test.database.db.model.deleteMany({});
});

const stop = async () => {
  for (const pipeline of running) await pipeline.stop();
  running = [];
};
const send = (values: object[], to = topic) =>
  test.producer.send(
    to,
    values.map((value) => ({ key: null, value: JSON.stringify(value) })),
  );
const events = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, place) => testEvent(modelId, from + place, firstMs + (from + place) * 100));
const position = async (offset: number, of = topic) =>
  vi.waitFor(
    async () => {
      const where = { topic_partition: { topic: of, partition: 0 } };
      expect(Number((await test.database.db.partitionProgress.findUnique({ where }))?.nextOffset)).toBe(offset);
    },
    { timeout: 20_000, interval: 50 },
  );
const totals = () =>
  loadIngestTotals(test.database.db, { modelId, topics: [topic, labelTopic], fromMs: 0, toMs: Date.now() + 60_000 });

it('drops an id that came before, also one from before a restart', { timeout: 60_000 }, async () => {
  await test.database.db.model.update({ where: { id: modelId }, data: { dedupWindowMs: 3_600_000 } });
  await send([...events(0, 50), ...events(20, 60)]);
  running = [await startIngest(test.app)];
  await position(90);
  expect(await totals()).toMatchObject({ events: 60, duplicates: 30 });
  await stop();
  await send([...events(0, 60), ...events(60, 70), ...events(69, 70)]);
  running = [await startIngest(test.app)];
  await position(161);
  expect(await totals()).toMatchObject({ events: 70, duplicates: 91 });
  const sum = await test.database.db.pane.aggregate({ where: { modelId }, _sum: { n: true } });
  expect(sum._sum.n).toBe(70);
});

it('counts again what was dropped from memory without being stored', { timeout: 60_000 }, async () => {
  await test.database.db.model.update({ where: { id: modelId }, data: { dedupWindowMs: 3_600_000 } });
  await send(events(0, 20));
  running = [await startIngest(test.app)];
  await position(20);
  // As if another attempt of this owner had stored [20, 25) although its answer was lost.
  await test.database.db.partitionProgress.update({
    where: { topic_partition: { topic, partition: 0 } },
    data: { nextOffset: 25n },
  });
  await send([...events(20, 40), ...events(38, 42)]);
  await position(44);
  expect(await totals()).toMatchObject({ events: 37, duplicates: 2 });
});

it('keeps panes of slices apart from those of all events', { timeout: 60_000 }, async () => {
  await test.database.db.model.update({ where: { id: modelId }, data: { sliceBy: 'city' } });
  await send(events(0, 200));
  running = [await startIngest(test.app)];
  await position(200);
  const model = await test.database.db.model.findUniqueOrThrow({ where: { id: modelId } });
  const row = await test.database.db.reference.findUniqueOrThrow({ where: { id: model.activeReferenceId ?? '' } });
  const grid = gridOf(decodeReference(row.body));
  const counted = async (slice?: string) => {
    const range = { modelId, grid, fromMs: 0, toMs: Date.now() + 60_000 };
    const panes = await loadPanes(test.database.db, slice === undefined ? range : { ...range, slice });
    return [...panes.values()].reduce((sum, pane) => sum + pane.events, 0);
  };
  expect(await counted()).toBe(200);
  const inOslo = events(0, 200).filter(({ features }) => features['city'] === 'oslo').length;
  expect(inOslo).toBeGreaterThan(0);
  expect(await counted('city=oslo')).toBe(inOslo);
});

it(
  'names the categories that the reference lacks, over flushes and restarts, whatever they hold',
  { timeout: 60_000 },
  async () => {
    const markup = '<script>alert(1)</script>';
    const names = ['lima', 'lima', 'lima', markup, 'a\u0000b', '\ud800', 'quito'];
    const strange = (from: number, to: number) =>
      events(from, to).map((event, place) => ({
        ...event,
        features: { ...event.features, city: names[place % names.length] },
      }));
    await send([...events(0, 50), ...strange(50, 120)]);
    running = [await startIngest(test.app)];
    await position(120);
    await stop();
    await send(strange(120, 190));
    running = [await startIngest(test.app)];
    await position(190);
    const model = await test.database.db.model.findUniqueOrThrow({ where: { id: modelId } });
    const row = await test.database.db.reference.findUniqueOrThrow({ where: { id: model.activeReferenceId ?? '' } });
    const grid = gridOf(decodeReference(row.body));
    const range = { modelId, fromMs: 0, toMs: Date.now() + 60_000 };
    const city = (await loadNewCategories(test.database.db, { ...range, gridId: grid.id })).get('city');
    expect(city).toEqual({
      total: 140,
      undercount: 0,
      counts: new Map([
        ['lima', 60],
        [markup, 20],
        ['a\u0000b', 20],
        ['\ud800', 20],
        ['quito', 20],
      ]),
    });
    // As many as the panes count.
    const layout = grid.layouts.find(({ feature }) => feature.name === 'city');
    if (layout?.kind !== 'categorical') throw new Error('the city is no category');
    const panes = await loadPanes(test.database.db, { ...range, grid });
    const counted = [...panes.values()].reduce(
      (sum, pane) => sum + (pane.counts[layout.offset + layout.newCell] ?? 0),
      0,
    );
    expect(counted).toBe(140);
  },
);

it('says which features are new or gone, once each, on the time line too', { timeout: 60_000 }, async () => {
  const strange = events(0, 120).map(({ features: { age: _gone, ...features }, ...event }, index) => ({
    ...event,
    version: 'v1',
    time: firstMs + (index % 3) * PANE_MS,
    features: { ...features, [`extra-${index}`]: 1 },
  }));
  await send(strange);
  running = [await startIngest(test.app)];
  await position(120);
  await send(strange.slice(0, 30));
  await position(150);
  expect(await totals()).toMatchObject({ events: 150, unknownFeatures: 150 });
  const observed = await loadFeatureObservations(test.database.db, modelId);
  expect(observed.filter(({ kind }) => kind === 'new')).toHaveLength(50);
  expect(observed.find(({ kind, feature }) => kind === 'new' && feature === 'extra-0')?.events).toBe(2);
  const vanished = observed.filter(({ kind }) => kind === 'vanished');
  expect(vanished.map(({ feature }) => feature)).toEqual(['age']);
  const changes = await test.database.db.changeEvent.findMany({ where: { modelId, kind: 'schema' } });
  expect(changes).toHaveLength(51);
});

it('counts quality once although predictions and labels are repeated', { timeout: 60_000 }, async () => {
  const some = events(0, 40);
  const labels = some.map(({ id, score }) => ({ id, model: modelId, label: (score ?? 0) > 0.4 }));
  await send([...some, ...some.slice(0, 10)]);
  await send([...labels, ...labels.slice(0, 5)], labelTopic);
  running = [await startIngest(test.app), await startLabels(test.app)];
  const labelled = async () =>
    (await test.database.db.qualityPane.aggregate({ where: { modelId }, _sum: { n: true } }))._sum.n ?? 0;
  await vi.waitFor(async () => expect(await labelled()).toBe(40), { timeout: 20_000 });
  await send(some.slice(0, 20));
  await send(labels.slice(0, 20), labelTopic);
  await position(65, labelTopic);
  await position(70);
  await vi.waitFor(async () => expect(await totals()).toMatchObject({ repeatedLabels: 25 }), { timeout: 10_000 });
  expect(await labelled()).toBe(40);
  expect(await test.database.db.awaitingPrediction.count({ where: { modelId } })).toBe(0);
});
