import { randomUUID } from 'node:crypto';
import { seedDemoSlos, type Ctx } from '@leeway/services';
import { createTestDatabase, type TestDatabase } from '@leeway/testing';
import pino from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMetrics } from '../../metrics.ts';
import type { WorkerApp } from '../../worker-app.ts';
import { startSlo } from './start-slo.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await database.drop();
});

/** The part of the worker that this role uses; it has nothing to do with Kafka. */
function appOf(ctx: () => Ctx): WorkerApp {
  const { db } = database;
  return { db, ctx, log: pino({ level: 'silent' }), metrics: createMetrics() } as unknown as WorkerApp;
}

const ctx = (): Ctx => ({
  db: database.db,
  actor: { kind: 'system', id: 'worker', name: 'Leeway' },
  now: () => new Date(),
  requestId: randomUUID(),
});

it('judges the SLOs of every model, one that cannot be read does not hold up the others, and stops cleanly', async () => {
  for (const id of ['broken', 'sound']) {
    await database.db.model.create({ data: { id, name: id, predictionTopic: `${id}.p` } });
    await seedDemoSlos({ ctx: ctx(), modelId: id });
  }
  await database.db.slo.updateMany({ where: { modelId: 'broken' }, data: { spec: { kind: 'weather' } } });
  await database.db.sloStatus.deleteMany();
  const app = appOf(ctx);
  const pipeline = await startSlo(app);
  await vi.waitFor(async () => expect(await database.db.sloStatus.count()).toBe(3), { timeout: 15_000, interval: 50 });
  await pipeline.stop();
  const failures = await app.metrics.registry.getSingleMetric('leeway_slo_refresh_failures_total')?.get();
  expect(failures?.values).toMatchObject([{ labels: { model: 'broken' } }]);
  expect(pipeline.notReady()).toBeNull();
});
