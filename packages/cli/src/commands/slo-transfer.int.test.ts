import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seedDemoSlos, type Ctx } from '@leeway/services';
import { createTestDatabase, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
let folder: string;
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
  folder = await mkdtemp(join(tmpdir(), 'leeway-transfer-'));
  database = await createTestDatabase();
  for (const id of ['fraud', 'copy'])
    await database.db.model.create({ data: { id, name: id, predictionTopic: `${id}.predictions` } });
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
  await rm(folder, { recursive: true, force: true });
});

it('exports to a file that passes the lint and is imported into another model', { timeout: 120_000 }, async () => {
  const file = join(folder, 'slos.yaml');
  const written = await leeway('slo', 'export', '--model', 'fraud', '--out', file);
  expect(written).toMatchObject({ code: 0, out: `3 SLOs, 29 documents written to ${file}` });
  expect(written.err).toContain('leeway/row');
  expect(await readFile(file, 'utf8')).toContain('displayName: Answers within 100 ms');
  expect((await leeway('slo', 'lint', file)).out).toMatch(/29 documents, 0 refused$/u);

  const dry = await leeway('slo', 'import', file, '--model', 'copy', '--dry-run');
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.out).toMatch(/29 documents: 3 SLOs new, 0 changed, 0 as they are, 0 refused$/u);
  expect(await database.db.slo.count({ where: { modelId: 'copy' } })).toBe(0);

  const imported = await leeway('slo', 'import', file, '--model', 'copy', '--json');
  expect(imported.code).toBe(0);
  expect(JSON.parse(imported.out)).toMatchObject({
    create: 3,
    outcomes: [{ outcome: 'created' }, { outcome: 'created' }, { outcome: 'created' }],
  });
  expect(await leeway('slo', 'import', file)).toMatchObject({ code: 0, out: expect.stringContaining('3 as they are') });
});

it('imports nothing of a file with a refused document, and says what is wrong', { timeout: 60_000 }, async () => {
  const file = join(folder, 'bad.yaml');
  const spec = { service: 'fraud', budgetingMethod: 'Occurrences', objectives: [{ target: 1 }], indicatorRef: 'x' };
  await writeFile(file, JSON.stringify({ apiVersion: 'openslo/v1', kind: 'SLO', metadata: { name: 'bad' }, spec }));
  const refused = await leeway('slo', 'import', file);
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('error  spec.objectives[0].target: a share below 1');
  expect(refused.out).toContain('nothing was imported');
  expect(await leeway('slo', 'import')).toMatchObject({ code: 2 });
  expect(await leeway('slo', 'export', '--slo', 'Nowhere')).toMatchObject({ code: 2 });
});
