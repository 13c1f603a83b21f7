import { randomUUID } from 'node:crypto';
import { countForPrometheus, seedDemoSlos, type Ctx } from '@leeway/services';
import { writeSliMinutes } from '@leeway/store';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import pino from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMetrics } from '../../metrics.ts';
import type { WorkerApp } from '../../worker-app.ts';
import { startSloCounters } from './start-slo-counters.ts';

const START = Date.UTC(2026, 10, 25, 3);
let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

it('shows what each SLO counted so far, in the words of Prometheus', async () => {
  let { now } = fixedClock(START);
  const ctx = (): Ctx => ({
    db: database.db,
    actor: { kind: 'system', id: 'worker', name: 'Leeway' },
    now: () => now(),
    requestId: randomUUID(),
  });
  await database.db.model.create({ data: { id: 'shop', name: 'Shop', predictionTopic: 'shop.predictions' } });
  await seedDemoSlos({ ctx: ctx(), modelId: 'shop' });
  const { id } = await database.db.slo.findFirstOrThrow({ where: { kind: 'latency' } });
  await countForPrometheus({ ctx: ctx() });
  await database.db.$transaction((tx) => writeSliMinutes(tx, id, [{ minuteMs: START, good: 7, bad: 2, unknown: 1 }]));
  ({ now } = fixedClock(START + 600_000));
  const app = { ctx, log: pino({ level: 'silent' }), metrics: createMetrics() } as unknown as WorkerApp;
  const pipeline = await startSloCounters(app);
  await vi.waitFor(
    async () => {
      const text = await app.metrics.registry.metrics();
      for (const [outcome, count] of Object.entries({ good: 7, bad: 2, unknown: 1 }))
        expect(text).toContain(`leeway_slo_events_total{slo="${id}",model="shop",outcome="${outcome}"} ${count}\n`);
    },
    { timeout: 15_000 },
  );
  await pipeline.stop();
});
