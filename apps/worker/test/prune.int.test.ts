import { rebuildEvaluationSpans } from '@leeway/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prune } from '../src/pipelines/evaluate/prune.ts';
import { createTestApp, type TestApp } from './test-app.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MODELS = ['a', 'b'];
let test: TestApp;
const nowMs = Date.now();

beforeAll(async () => {
  test = await createTestApp({ LEEWAY_PANE_RETENTION_DAYS: '2', LEEWAY_EVALUATION_RETENTION_DAYS: '4' });
});
afterAll(() => test.close());

it('removes what is beyond its retention, of all models and more than a batch of it, and nothing else', async () => {
  const { db } = test.database;
  for (const id of MODELS) await db.model.create({ data: { id, name: id, predictionTopic: id } });
  // A pane and a window every minute for five days: 7,200 of each a model.
  await db.$executeRaw`
    INSERT INTO pane (model_id, grid_id, version, start_at, pane_ms, topic, partition, n, counts)
    SELECT m.id, 'g', '', to_timestamp((${nowMs}::float8 - k * 60000) / 1000), 60000, m.id, 0, 1, ''
      FROM model m CROSS JOIN generate_series(0, 7199) k`;
  await db.$executeRaw`
    INSERT INTO new_category_pane (model_id, grid_id, version, start_at, topic, partition, names)
    SELECT model_id, grid_id, version, start_at, topic, partition, '' FROM pane`;
  await db.$executeRaw`
    INSERT INTO evaluation (id, model_id, reference_id, window_start_at, window_end_at, n, verdict, ratio, ratios, marks,
                            features)
    SELECT m.id || k, m.id, 'r', ended.at, ended.at, 1, 'ok', 0.5, ARRAY[0.5], 'o', '[]'
      FROM model m CROSS JOIN generate_series(0, 7199) k
      CROSS JOIN LATERAL (SELECT to_timestamp((${nowMs}::float8 - k * 60000) / 1000) AS at) ended`;
  for (const modelId of MODELS) await rebuildEvaluationSpans(db, { modelId, fromMs: nowMs - 5 * DAY_MS, toMs: nowMs });
  await prune(test.app);
  const keptPanes = await db.pane.groupBy({ by: ['modelId'], _min: { startAt: true }, _count: true });
  for (const { _min, _count } of keptPanes) {
    expect(_min.startAt?.getTime()).toBeGreaterThanOrEqual(nowMs - 2 * DAY_MS);
    expect(_count).toBeGreaterThan(2 * 1_440 - 5);
  }
  expect(keptPanes).toHaveLength(2);
  // Names go with the panes that count them.
  expect(await db.newCategoryPane.count()).toBe(await db.pane.count());
  const [first] = await db.evaluation.findMany({ orderBy: { windowEndAt: 'asc' }, take: 1 });
  const firstEndMs = first?.windowEndAt.getTime() ?? 0;
  expect(firstEndMs).toBeGreaterThanOrEqual(nowMs - 4 * DAY_MS);
  expect(firstEndMs).toBeLessThan(nowMs - 4 * DAY_MS + 300_000);
  for (const spanMs of [300_000, HOUR_MS]) {
    const [span] = await db.evaluationSpan.findMany({ where: { spanMs }, orderBy: { startAt: 'asc' }, take: 1 });
    const startMs = span?.startAt.getTime() ?? 0;
    // Each window that is left is in a span that is left.
    expect(startMs).toBeLessThan(firstEndMs);
    expect(startMs + spanMs).toBeGreaterThanOrEqual(nowMs - 4 * DAY_MS);
  }
}, 60_000);
