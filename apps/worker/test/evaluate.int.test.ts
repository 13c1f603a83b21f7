import { uniqueName } from '@leeway/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startEvaluate } from '../src/pipelines/evaluate/start-evaluate.ts';
import { startIngest } from '../src/pipelines/ingest/start-ingest.ts';
import type { Pipeline } from '../src/worker-app.ts';
import { createTestApp, type TestApp } from './test-app.ts';
import { registerTestModel, testEvent } from './test-model.ts';

let test: TestApp;
let running: Pipeline[] = [];
let modelId: string;
let topic: string;
const PANE_MS = 10_000;

beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  modelId = uniqueName('evaluate').toLowerCase();
  topic = uniqueName('evaluate-predictions');
  await test.admin.ensureTopics([{ topic, partitions: 2 }]);
  await registerTestModel(test.database.db, { modelId, predictionTopic: topic, paneMs: PANE_MS, windowPanes: 2 });
});
afterEach(async () => {
  for (const pipeline of running) await pipeline.stop();
  running = [];
  await test.database.db.model.deleteMany({});
});

const start = async (...starts: (typeof startIngest)[]) => {
  for (const one of starts) running.push(await one(test.app));
};
const send = (from: number, to: number, timeMs: (index: number) => number, change: object = {}) =>
  test.producer.send(
    topic,
    Array.from({ length: to - from }, (_, place) => {
      const event = testEvent(modelId, from + place, timeMs(from + place));
      return { key: event.id, value: JSON.stringify({ ...event, ...change }) };
    }),
  );
const evaluations = () => test.database.db.evaluation.findMany({ where: { modelId }, orderBy: { windowEndAt: 'asc' } });

it('judges complete windows in order, then says that nothing comes any more', async () => {
  const firstMs = Math.floor(Date.now() / PANE_MS) * PANE_MS - 60_000;
  await send(0, 1_200, (index) => firstMs + Math.floor(index / 400) * PANE_MS + 500);
  await send(1_200, 1_600, () => firstMs + 3 * PANE_MS + 500, { features: { age: 900, city: 'nowhere' } });
  await start(startIngest, startEvaluate);
  await vi.waitFor(async () => expect((await evaluations()).length).toBeGreaterThanOrEqual(6), { timeout: 30_000 });
  const rows = await evaluations();
  expect(rows.slice(0, 5).map(({ windowEndAt, n }) => [(windowEndAt.getTime() - firstMs) / PANE_MS, n])).toEqual([
    [1, 400],
    [2, 800],
    [3, 800],
    [4, 800],
    [5, 400],
  ]);
  expect(rows[1]).toMatchObject({ verdict: 'ok', revision: 0, marks: 'oooo' });
  expect(rows[3]?.verdict).not.toBe('ok');
  expect(rows[4]).toMatchObject({
    verdict: 'critical',
    worstFeature: expect.stringMatching(/age|city|income/u) as string,
  });
  expect(rows[5]).toMatchObject({ verdict: 'no-data', n: 0 });
  const service = rows[4]?.service as { errors: { n: number } };
  expect(service.errors.n).toBe(400);
});

it('judges a window again when late events come, and keeps count of it', async () => {
  const firstMs = Math.floor(Date.now() / PANE_MS) * PANE_MS - 60_000;
  await send(0, 1_600, (index) => firstMs + Math.floor(index / 400) * PANE_MS + 500);
  await start(startIngest, startEvaluate);
  const at = (pane: number) => ({ modelId, windowEndAt: new Date(firstMs + pane * PANE_MS) });
  await vi.waitFor(async () => expect(await test.database.db.evaluation.count({ where: at(3) })).toBe(1), {
    timeout: 30_000,
  });
  await send(5_000, 5_100, () => firstMs + PANE_MS + 700);
  await vi.waitFor(
    async () => expect(await test.database.db.evaluation.findFirst({ where: at(3) })).toMatchObject({ n: 900 }),
    { timeout: 20_000 },
  );
  expect((await test.database.db.evaluation.findFirstOrThrow({ where: at(3) })).revision).toBeGreaterThan(0);
  expect(await test.database.db.evaluation.findFirst({ where: at(1) })).toMatchObject({ n: 400, revision: 0 });
  await vi.waitFor(async () => expect(await test.database.db.paneRescore.count({ where: { modelId } })).toBe(0));
});

it('passes over a long silence at once, and lets only one of two evaluators record', { timeout: 60_000 }, async () => {
  const nowPaneMs = Math.floor(Date.now() / PANE_MS) * PANE_MS;
  const oldMs = nowPaneMs - 20 * 3_600_000;
  await send(0, 400, () => oldMs + 500);
  await send(400, 800, () => nowPaneMs - 60_000);
  await start(startIngest, startEvaluate, startEvaluate);
  await vi.waitFor(
    async () => {
      const rows = await evaluations();
      expect(rows.at(-1)?.windowEndAt.getTime()).toBeGreaterThanOrEqual(nowPaneMs - 40_000);
    },
    { timeout: 30_000 },
  );
  const rows = await evaluations();
  expect(rows[0]?.windowEndAt.getTime()).toBe(oldMs + PANE_MS);
  // 7,200 panes lie between; the silence is told once at each end.
  expect(rows.length).toBeLessThan(30);
  expect(rows.filter(({ n }) => n === 400).length).toBeGreaterThanOrEqual(4);
  expect(new Set(rows.map(({ windowEndAt }) => windowEndAt.getTime())).size).toBe(rows.length);
  expect(rows.every(({ revision }) => revision === 0)).toBe(true);
});

it('judges the models of a batch each by its own panes, and the others where one cannot be read', async () => {
  const { db } = test.database;
  const others = Array.from({ length: 24 }, (_, index) => `${modelId}-${index}`);
  for (const id of others)
    await registerTestModel(db, { modelId: id, predictionTopic: topic, paneMs: PANE_MS, windowPanes: 2 });
  const firstMs = Math.floor(Date.now() / PANE_MS) * PANE_MS - 60_000;
  const events = [modelId, ...others].flatMap((id, place) =>
    Array.from({ length: 2 * (50 + place) }, (_, index) => testEvent(id, index, firstMs + (index % 2) * PANE_MS + 500)),
  );
  await test.producer.send(
    topic,
    events.map((event) => ({ key: event.id, value: JSON.stringify(event) })),
  );
  await start(startIngest);
  const panes = (id: string) => db.pane.aggregate({ where: { modelId: id, slice: '' }, _sum: { n: true } });
  for (const [place, id] of [modelId, ...others].entries())
    await vi.waitFor(async () => expect((await panes(id))._sum.n).toBe(2 * (50 + place)), { timeout: 30_000 });
  // As if one window had been judged, so that all of them come in one batch.
  for (const id of [modelId, ...others])
    await db.evaluatorState.create({ data: { modelId: id, evaluatedToAt: new Date(firstMs + PANE_MS), state: {} } });
  await db.pane.updateMany({ where: { modelId }, data: { counts: Buffer.from([9, 9, 9]) } });
  await start(startEvaluate);
  const windowEndAt = new Date(firstMs + 2 * PANE_MS);
  await vi.waitFor(
    async () => {
      const rows = await db.evaluation.findMany({ where: { modelId: { in: others }, windowEndAt } });
      expect(Object.fromEntries(rows.map((row) => [row.modelId, row.n]))).toEqual(
        Object.fromEntries(others.map((id, index) => [id, 2 * (51 + index)])),
      );
    },
    { timeout: 30_000 },
  );
  expect(await db.evaluation.count({ where: { modelId } })).toBe(0);
}, 90_000);
