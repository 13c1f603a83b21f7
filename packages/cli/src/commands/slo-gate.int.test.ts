import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { seedDemoSlos, type Ctx } from '@leeway/services';
import { createTestDatabase, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
let database: TestDatabase;

function leeway(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: database.connectionString };
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out.trim(), err: err.trim() });
    });
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.model.create({ data: { id: 'fraud', name: 'Fraud', predictionTopic: 'fraud.predictions' } });
  const ctx: Ctx = {
    db: database.db,
    actor: { kind: 'system', id: 'test', name: 'Test' },
    now: () => new Date(),
    requestId: 'test',
  };
  await seedDemoSlos({ ctx, modelId: 'fraud' });
});
afterAll(async () => {
  await database.drop();
});

it(
  'lets a release through until a budget freezes it, and says which and since when',
  { timeout: 120_000 },
  async () => {
    expect(await leeway('slo', 'gate', 'fraud')).toMatchObject({
      code: 0,
      out: '3 SLOs of fraud, none freezes releases',
    });
    const slo = await database.db.slo.findFirstOrThrow({ where: { kind: 'drift' } });
    const step = { sloId: slo.id, version: 1, beganAt: new Date('2026-11-25T03:00:00Z') };
    await database.db.sloBudgetStep.create({ data: { ...step, left: 0.25, consequences: ['tighten-remediations'] } });
    await database.db.sloBudgetStep.updateMany({ data: { left: 0, consequences: ['freeze-releases'] } });
    expect(await leeway('slo', 'gate', '--model', 'fraud')).toMatchObject({
      code: 1,
      out: 'frozen by “Free of critical drift”: budget left not known, since 2026-11-25T03:00:00.000Z',
    });
    expect(JSON.parse((await leeway('slo', 'gate', 'fraud', '--json')).out)).toMatchObject({ isFrozen: true, slos: 3 });
    await database.db.slo.updateMany({ where: { id: slo.id }, data: { archivedAt: new Date() } });
    expect((await leeway('slo', 'gate', 'fraud')).code).toBe(0);
    expect(await leeway('slo', 'gate', 'nobody')).toMatchObject({ code: 1, err: expect.stringContaining('nobody') });
  },
);
