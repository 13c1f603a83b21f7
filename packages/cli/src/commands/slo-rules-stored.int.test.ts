import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePromtool } from '@leeway/devstack';
import { countForPrometheus, readCountersForPrometheus, saveSlo, seedDemoSlos, type Ctx } from '@leeway/services';
import { defaultSpec, MINUTE_MS } from '@leeway/slo';
import { writeSliMinutes } from '@leeway/store';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const START = Date.UTC(2026, 10, 20, 12);
let folder: string;
let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;

type Ran = { code: number; out: string; err: string };
function run(command: string, args: string[]): Promise<Ran> {
  const env = { ...process.env, DATABASE_URL: database.connectionString };
  return new Promise((resolve) => {
    execFile(command, args, { env, cwd: folder }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out.trim(), err: err.trim() });
    });
  });
}
const ctx = (): Ctx => ({
  db: database.db,
  actor: { kind: 'system', id: 'test', name: 'Test' },
  now: clock.now,
  requestId: 'test',
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leeway-stored-'));
  database = await createTestDatabase();
  clock = fixedClock(START);
  for (const id of ['fraud', 'other'])
    await database.db.model.create({ data: { id, name: id, predictionTopic: `${id}.predictions` } });
  await seedDemoSlos({ ctx: ctx(), modelId: 'fraud' });
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

it(
  'the SLOs in use become rules over the counters of the worker, which promtool checks and tests',
  { timeout: 180_000 },
  async () => {
    const spec = defaultSpec({ kind: 'prometheus', target: 0.99, windowDays: 28 });
    const document = { modelId: 'other', name: 'In PromQL', description: '', target: 0.99, windowDays: 28, spec };
    await saveSlo({ ctx: ctx(), input: { id: null, expectedVersion: null, document, reason: '' } });
    const [rules, tests] = [join(folder, 'rules.yml'), join(folder, 'rules.test.yml')];
    const written = await run(process.execPath, [MAIN, 'slo', 'rules', '--out', rules, '--tests', tests]);
    expect(written).toMatchObject({ code: 0 });
    expect(written.out).toMatch(/^\d+ rules of 4 SLOs written to .*\ntests of 4 SLOs written/u);
    const text = await readFile(rules, 'utf8');
    const { id } = await database.db.slo.findFirstOrThrow({ where: { kind: 'drift' } });
    expect(text).toContain(`leeway_slo_events_total{slo="${id}",outcome="bad"}`);
    expect(text).toContain('http_requests_total{code!~"5.."}');
    const promtool = (await ensurePromtool(AbortSignal.timeout(180_000))) ?? 'promtool is missing';
    expect(await run(promtool, ['check', 'rules', rules])).toMatchObject({ code: 0 });
    const tested = await run(promtool, ['test', 'rules', tests]);
    expect(`${tested.out}\n${tested.err}`).toContain('SUCCESS');
    expect(tested.code).toBe(0);
    const only = await run(process.execPath, [MAIN, 'slo', 'rules', '--model', 'other', '--json']);
    expect((JSON.parse(only.out) as { groups: unknown[] }).groups).toHaveLength(3);
  },
);

it('counters grow by each settled minute once, whoever counts, and never shrink', { timeout: 60_000 }, async () => {
  const { id } = await database.db.slo.findFirstOrThrow({ where: { kind: 'availability' } });
  const minute = (index: number) => ({ minuteMs: START + index * MINUTE_MS, good: 90, bad: 10, unknown: 1 });
  const write = (...indexes: number[]) =>
    database.db.$transaction((tx) => writeSliMinutes(tx, id, indexes.map(minute)));
  const counted = async () => (await readCountersForPrometheus({ ctx: ctx() })).find(({ sloId }) => sloId === id);
  const at = async (minutes: number, times = 1) => {
    clock = fixedClock(START + minutes * MINUTE_MS);
    await Promise.all(Array.from({ length: times }, () => countForPrometheus({ ctx: ctx() })));
  };
  await at(0);
  await write(0, 1, 2, 3, 4, 5);
  expect(await counted()).toMatchObject({ modelId: 'fraud', good: 0, bad: 0 });
  // The counter began five minutes before the SLO was first seen; three minutes are settled by now.
  await at(8, 4);
  expect(await counted()).toMatchObject({ good: 270, bad: 30, unknown: 3 });
  await at(8);
  await write(1);
  await at(9);
  expect(await counted()).toMatchObject({ good: 360, bad: 40 });
  await at(2);
  expect(await counted()).toMatchObject({ good: 360, bad: 40 });
  await database.db.slo.update({ where: { id }, data: { archivedAt: new Date(START) } });
  expect(await counted()).toBeUndefined();
});
