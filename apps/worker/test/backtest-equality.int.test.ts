import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  countEvent,
  createPane,
  decodeReference,
  encodePane,
  gridOf,
  type FeatureEvaluation,
  type Grid,
  type Pane,
} from '@leeway/drift';
import { learnAlarms, registerModel } from '@leeway/services';
import { seededRandom, uniqueName } from '@leeway/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createModelLoader } from '../src/pipelines/evaluate/load-model.ts';
import { startEvaluate } from '../src/pipelines/evaluate/start-evaluate.ts';
import { createTestApp, type TestApp } from './test-app.ts';

const CLI = fileURLToPath(new URL('../../../packages/cli/src/main.ts', import.meta.url));
const HOUR_MS = 3_600_000;
const PANE_MS = 15 * 60_000;
const FIRST_MS = Math.floor(Date.now() / (24 * HOUR_MS)) * 24 * HOUR_MS - 6 * 24 * HOUR_MS;
const LEARNT_HOURS = 4 * 24;
const LIVE_HOURS = 12;
const FAULT = { from: LEARNT_HOURS + 3, to: LEARNT_HOURS + 6 };
const WINDOWS = ['15m', '1h', '6h'];

type Row = { timeMs: number; features: Record<string, string> };
type BacktestWindow = {
  end: string;
  n: number;
  verdict: string;
  features: Record<string, { verdict: string; n: number; began: string | null; unstable?: true; evidence: object[] }>;
};

/** Cells as a table has them; ages rise and a city disappears in the faulty hours, loads follow the hour of the day. */
function rowsOf(fromHour: number, toHour: number): Row[] {
  const rows: Row[] = [];
  for (let hour = fromHour; hour < toHour; hour += 1) {
    const random = seededRandom(hour + 1);
    const isFaulty = hour >= FAULT.from && hour < FAULT.to;
    for (let row = 0; row < 240; row += 1) {
      const load = random() + random() + random() + Math.sin((2 * Math.PI * hour) / 24);
      const age = 20 + Math.floor(random() * 60) + (isFaulty ? 12 : 0);
      const city = ['berlin', 'lyon', 'oslo'][Math.floor(random() * (isFaulty ? 2 : 3))] ?? 'oslo';
      rows.push({
        timeMs: FIRST_MS + hour * HOUR_MS + row * (HOUR_MS / 240),
        features: { age: random() < 0.05 ? '' : String(age), load: load.toFixed(4), city },
      });
    }
  }
  return rows;
}

let test: TestApp;
let folder = '';
beforeAll(async () => {
  test = await createTestApp();
  folder = await mkdtemp(join(tmpdir(), 'leeway-equal-'));
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

async function writeTable(name: string, rows: readonly Row[]): Promise<string> {
  const path = join(folder, name);
  const lines = rows.map(
    ({ timeMs, features: { age, load, city } }) => `${new Date(timeMs).toISOString()},${age},${load},${city}`,
  );
  await writeFile(path, `time,age,load,city\n${lines.join('\n')}\n`);
  return path;
}

function backtest(reference: string, input: string): Promise<BacktestWindow[]> {
  const windows = WINDOWS.flatMap((length) => ['--window', length]);
  const args = [CLI, 'backtest', '--reference', reference, '--input', input, ...windows, '--every', '15m', '--json'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 1e8 }, (error, out, err) => {
      if (error !== null) return reject(new Error(err, { cause: error }));
      resolve((JSON.parse(out) as { windows: BacktestWindow[] }).windows);
    });
  });
}

function panesOf(grid: Grid, rows: readonly Row[]): Map<number, Pane> {
  const panes = new Map<number, Pane>();
  for (const { timeMs, features } of rows) {
    const startMs = Math.floor(timeMs / PANE_MS) * PANE_MS;
    const pane = panes.get(startMs) ?? createPane(grid);
    panes.set(startMs, pane);
    countEvent(pane, grid, { features });
  }
  return panes;
}

/** The same rows as stored panes of a model whose reference they are, judged by the evaluator into Postgres. */
async function judgeInProduction(learnt: readonly Row[], live: readonly Row[]): Promise<BacktestWindow[]> {
  const { db } = test.app;
  const modelId = uniqueName('equal').toLowerCase();
  const topic = `${modelId}.predictions`;
  const settings = { rule: 'learnt', alarms: { windowMs: [PANE_MS, HOUR_MS, 6 * HOUR_MS] } };
  const { referenceId } = await registerModel({
    ctx: test.app.ctx(),
    input: {
      manifest: { id: modelId, name: modelId, predictionTopic: topic, paneMs: PANE_MS, windowPanes: 1, settings },
      rows: learnt.map(({ timeMs, features }, index) => ({ id: `r${index}`, model: modelId, time: timeMs, features })),
      cells: 'text',
      source: 'a test',
    },
  });
  const grid = gridOf(decodeReference((await db.reference.findUniqueOrThrow({ where: { id: referenceId } })).body));
  await db.pane.createMany({
    data: [...panesOf(grid, [...learnt, ...live])].map(([startMs, pane]) => ({
      modelId,
      gridId: grid.id,
      version: '',
      startAt: new Date(startMs),
      paneMs: PANE_MS,
      topic,
      partition: 0,
      n: pane.events,
      counts: Buffer.from(encodePane(pane, grid)),
    })),
  });
  const liveMs = FIRST_MS + LEARNT_HOURS * HOUR_MS;
  const endMs = liveMs + LIVE_HOURS * HOUR_MS;
  await db.evaluatorState.create({ data: { modelId, evaluatedToAt: new Date(liveMs), state: {} } });
  const seen = { nextOffset: 0n, maxEventMs: BigInt(endMs + 60_000), watermarkMs: BigInt(endMs), caughtUp: false };
  await db.partitionProgress.create({ data: { topic, partition: 0, ...seen } });
  const [evaluated] = (await createModelLoader(db)()).filter(({ model }) => model.id === modelId);
  if (evaluated === undefined) throw new Error('not watched');
  let outcome = 'learning';
  while (outcome === 'learning')
    outcome = await learnAlarms({ ctx: test.app.ctx(), input: { ...evaluated, evaluatedToMs: liveMs } });
  expect(await db.alarmModel.findFirst({ where: { modelId } })).toMatchObject({ state: 'ready', source: 'reference' });
  const evaluator = await startEvaluate(test.app);
  await vi.waitFor(
    async () =>
      expect(await db.evaluatorState.findUnique({ where: { modelId } })).toMatchObject({
        evaluatedToAt: new Date(endMs),
      }),
    { timeout: 90_000, interval: 200 },
  );
  await evaluator.stop();
  const rows = await db.evaluation.findMany({ where: { modelId }, orderBy: { windowEndAt: 'asc' } });
  return rows.map(({ windowEndAt, n, verdict, features }) => ({
    end: windowEndAt.toISOString(),
    n,
    verdict,
    features: Object.fromEntries((features as unknown as FeatureEvaluation[]).map((one) => [one.feature, told(one)])),
  }));
}

function told({ verdict, n, beganMs, alarm }: FeatureEvaluation): BacktestWindow['features'][string] {
  const alerting = alarm?.views.filter(({ isAlert }) => isAlert) ?? [];
  return {
    verdict,
    n,
    began: typeof beganMs === 'number' ? new Date(beganMs).toISOString() : null,
    ...(alarm?.state === 'unstable' ? { unstable: true } : {}),
    evidence: alerting.map(({ view, statistic, threshold, windowMs, effect }) => ({
      by: view,
      value: statistic,
      threshold,
      windowMs,
      effect,
    })),
  };
}

it(
  'a backtest tells of every window what the evaluator stored of it, digit by digit',
  { timeout: 240_000 },
  async () => {
    const learnt = rowsOf(0, LEARNT_HOURS);
    const live = rowsOf(LEARNT_HOURS, LEARNT_HOURS + LIVE_HOURS);
    // The longest window reaches six hours back into what was learnt.
    const before = rowsOf(LEARNT_HOURS - 6, LEARNT_HOURS);
    const reference = await writeTable('reference.csv', learnt);
    const windows = await backtest(reference, await writeTable('stream.csv', [...before, ...live]));
    const stored = await judgeInProduction(learnt, live);
    expect(stored).toHaveLength((LIVE_HOURS * HOUR_MS) / PANE_MS);
    const firstEnd = stored[0]?.end ?? '';
    const compared = windows
      .filter(({ end }) => end >= firstEnd)
      .map(({ end, n, verdict, features }) => ({ end, n, verdict, features }));
    expect(stored).toEqual(compared);
    // And there was something to be told of.
    const verdicts = new Set(stored.map(({ verdict }) => verdict));
    expect(verdicts).toEqual(new Set(['ok', 'warning', 'critical']));
    expect(stored.some(({ features }) => (features['age']?.evidence.length ?? 0) > 0)).toBe(true);
    expect(stored.every(({ features }) => features['load']?.verdict === 'ok')).toBe(true);
  },
);
