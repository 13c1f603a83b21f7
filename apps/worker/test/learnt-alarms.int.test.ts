import {
  countEvent,
  createPane,
  decodeReference,
  encodePane,
  gridOf,
  type FeatureEvaluation,
  type Grid,
} from '@leeway/drift';
import { learnAlarms, rebaselineModel, registerModel } from '@leeway/services';
import { seededRandom, uniqueName } from '@leeway/testing';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createModelLoader } from '../src/pipelines/evaluate/load-model.ts';
import { startEvaluate } from '../src/pipelines/evaluate/start-evaluate.ts';
import type { Pipeline } from '../src/worker-app.ts';
import { createTestApp, type TestApp } from './test-app.ts';

const PANE_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LEARNT_DAYS = 3;
const FIRST_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - 6 * DAY_MS;
const LIVE_MS = FIRST_MS + LEARNT_DAYS * DAY_MS;
const CITIES = ['berlin', 'lyon', 'oslo', 'porto'];
/** In hours after what was learnt. */
const FAULT = { from: 2, to: 4, end: 6 };

let test: TestApp;
let running: Pipeline[] = [];

beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());
afterEach(stopAll);

async function stopAll(): Promise<void> {
  for (const pipeline of running) await pipeline.stop();
  running = [];
}

/** `isFaulty`: ages are a standard deviation higher. */
function eventOf(random: () => number, isFaulty = false) {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const age = 40 + 10 * normal + (isFaulty ? 10 : 0);
  return { features: { age: random() < 0.05 ? null : age, city: CITIES[Math.floor(random() ** 2 * 4)] ?? 'oslo' } };
}

/** More by day than by night, the same for the same start. */
function paneOf(grid: Grid, startMs: number, isFaulty: boolean) {
  const random = seededRandom(startMs / PANE_MS);
  const hour = Math.floor(startMs / HOUR_MS) % 24;
  const pane = createPane(grid);
  for (let row = hour >= 8 && hour < 20 ? 60 : 30; row > 0; row -= 1) countEvent(pane, grid, eventOf(random, isFaulty));
  return pane;
}

type Watched = { modelId: string; topic: string; grid: Grid };

/** A model whose three learnt days are stored, and six hours more of which two are faulty. */
async function watch(options: { hours: number; days?: number }): Promise<Watched> {
  const modelId = uniqueName('learnt').toLowerCase();
  const topic = `${modelId}.predictions`;
  const random = seededRandom(1);
  const { db } = test.app;
  const rows = Array.from({ length: 4_000 }, (_, index) => ({
    id: `r${index}`,
    model: modelId,
    time: 0,
    ...eventOf(random),
  }));
  const manifest = {
    id: modelId,
    name: modelId,
    predictionTopic: topic,
    paneMs: PANE_MS,
    windowPanes: 3,
    latenessMs: 0,
    settings: { rule: 'learnt' },
  };
  const { referenceId } = await registerModel({ ctx: test.app.ctx(), input: { manifest, rows, source: 'a test' } });
  const grid = gridOf(decodeReference((await db.reference.findUniqueOrThrow({ where: { id: referenceId } })).body));
  const firstMs = LIVE_MS - (options.days ?? LEARNT_DAYS) * DAY_MS;
  const data = [];
  for (let startMs = firstMs; startMs < LIVE_MS + options.hours * HOUR_MS; startMs += PANE_MS) {
    const isFaulty = startMs >= LIVE_MS + FAULT.from * HOUR_MS && startMs < LIVE_MS + FAULT.to * HOUR_MS;
    data.push(rowOf({ modelId, topic, grid }, startMs, paneOf(grid, startMs, isFaulty)));
  }
  await db.pane.createMany({ data });
  await db.evaluatorState.create({ data: { modelId, evaluatedToAt: new Date(LIVE_MS), state: {} } });
  await closeTo(topic, LIVE_MS + options.hours * HOUR_MS);
  return { modelId, topic, grid };
}

function rowOf({ modelId, topic, grid }: Watched, startMs: number, pane: ReturnType<typeof createPane>, partition = 0) {
  return {
    modelId,
    topic,
    partition,
    version: '',
    gridId: grid.id,
    paneMs: PANE_MS,
    startAt: new Date(startMs),
    n: pane.events,
    counts: Buffer.from(encodePane(pane, grid)),
  };
}

/** Nothing before `endMs` is still to come. */
async function closeTo(topic: string, endMs: number): Promise<void> {
  const where = { topic_partition: { topic, partition: 0 } };
  const data = { maxEventMs: BigInt(endMs), watermarkMs: BigInt(endMs), caughtUp: false };
  await test.app.db.partitionProgress.upsert({
    where,
    create: { topic, partition: 0, nextOffset: 0n, ...data },
    update: data,
  });
}

/** As the worker learns, but at once. */
async function learn(modelId: string, evaluatedToMs = LIVE_MS): Promise<string> {
  for (;;) {
    const evaluated = (await createModelLoader(test.app.db)()).find(({ model }) => model.id === modelId);
    if (evaluated === undefined) throw new Error('not watched');
    const outcome = await learnAlarms({ ctx: test.app.ctx(), input: { ...evaluated, evaluatedToMs } });
    if (outcome !== 'learning') return outcome;
  }
}

async function judgeTo(modelId: string, hours: number) {
  running.push(await startEvaluate(test.app));
  const endMs = LIVE_MS + hours * HOUR_MS;
  await vi.waitFor(
    async () => {
      const state = await test.app.db.evaluatorState.findUniqueOrThrow({ where: { modelId } });
      expect(state.evaluatedToAt.getTime()).toBe(endMs);
    },
    { timeout: 60_000, interval: 200 },
  );
  await stopAll();
  return verdicts(modelId);
}

const verdicts = async (modelId: string) =>
  (await test.app.db.evaluation.findMany({ where: { modelId }, orderBy: { windowEndAt: 'asc' } })).map((row) => ({
    hour: (row.windowEndAt.getTime() - LIVE_MS) / HOUR_MS,
    verdict: row.verdict,
    marks: row.marks,
    ratio: row.ratio,
    revision: row.revision,
    n: row.n,
    features: row.features as unknown as Pick<FeatureEvaluation, 'feature' | 'alarm'>[],
  }));

it(
  'learns from the model’s own days, is calm until something moves, and says what moved',
  { timeout: 120_000 },
  async () => {
    const { modelId } = await watch({ hours: FAULT.end });
    expect(await learn(modelId)).toBe('ready');
    const rows = await judgeTo(modelId, FAULT.end);
    expect(rows).toHaveLength((FAULT.end * HOUR_MS) / PANE_MS);
    expect(rows.filter(({ hour }) => hour <= FAULT.from).map(({ verdict }) => verdict)).toEqual(
      Array.from({ length: (FAULT.from * HOUR_MS) / PANE_MS }, () => 'ok'),
    );
    const first = rows.find(({ verdict }) => verdict === 'critical');
    expect(first?.hour).toBeGreaterThan(FAULT.from);
    expect(first?.hour).toBeLessThanOrEqual(FAULT.from + 0.5);
    const views = (feature: string) => first?.features.find((one) => one.feature === feature)?.alarm?.views ?? [];
    expect(views('age')[0]).toMatchObject({ isAlert: true });
    expect(views('age').map(({ view }) => view)).toContain('location');
    for (const { isAlert, statistic, threshold } of views('age'))
      if (isAlert) expect(statistic).toBeGreaterThan(threshold);
    expect(views('city').some(({ isAlert }) => isAlert)).toBe(false);
  },
);

it('gives the same verdicts when it is stopped in the middle of an episode', { timeout: 180_000 }, async () => {
  const whole = await watch({ hours: FAULT.end });
  const halted = await watch({ hours: FAULT.from + 1 });
  for (const { modelId } of [whole, halted]) expect(await learn(modelId)).toBe('ready');
  const expected = await judgeTo(whole.modelId, FAULT.end);
  await judgeTo(halted.modelId, FAULT.from + 1);
  const rest = [];
  for (let startMs = LIVE_MS + (FAULT.from + 1) * HOUR_MS; startMs < LIVE_MS + FAULT.end * HOUR_MS; startMs += PANE_MS)
    rest.push(rowOf(halted, startMs, paneOf(halted.grid, startMs, startMs < LIVE_MS + FAULT.to * HOUR_MS)));
  await test.app.db.pane.createMany({ data: rest });
  await closeTo(halted.topic, LIVE_MS + FAULT.end * HOUR_MS);
  const resumed = await judgeTo(halted.modelId, FAULT.end);
  expect(expected.some(({ verdict }) => verdict === 'critical')).toBe(true);
  expect(resumed).toEqual(expected);
});

it('judges windows again when late events come, by what was learnt', { timeout: 120_000 }, async () => {
  const watched = await watch({ hours: 1 });
  expect(await learn(watched.modelId)).toBe('ready');
  const before = await judgeTo(watched.modelId, 1);
  const lateMs = LIVE_MS + HOUR_MS / 2;
  const late = createPane(watched.grid);
  const random = seededRandom(99);
  for (let row = 0; row < 500; row += 1)
    countEvent(late, watched.grid, { features: { ...eventOf(random).features, city: 'nowhere' } });
  await test.app.db.pane.create({ data: rowOf(watched, lateMs, late, 1) });
  await test.app.db.paneRescore.create({ data: { modelId: watched.modelId, startAt: new Date(lateMs) } });
  running.push(await startEvaluate(test.app));
  await vi.waitFor(
    async () => expect(await test.app.db.paneRescore.count({ where: { modelId: watched.modelId } })).toBe(0),
    { timeout: 30_000 },
  );
  await stopAll();
  const after = await verdicts(watched.modelId);
  const revised = after.filter(({ revision }) => revision > 0);
  expect(revised.map(({ hour }) => hour)).toEqual(
    [1, 2, 3].map((pane) => 0.5 + (pane * PANE_MS) / HOUR_MS).map((hour) => expect.closeTo(hour, 9)),
  );
  for (const row of revised) expect(row).toMatchObject({ verdict: 'critical' });
  expect(before.every(({ verdict }) => verdict === 'ok')).toBe(true);
});

it('judges by thresholds while there are less than three days, and says so', { timeout: 120_000 }, async () => {
  const { modelId } = await watch({ hours: 1, days: 2 });
  expect(await learn(modelId)).toBe('waiting');
  await judgeTo(modelId, 1);
  const model = await test.app.db.alarmModel.findFirstOrThrow({ where: { modelId } });
  expect(model).toMatchObject({ state: 'waiting', learntToAt: null });
  expect(model.problem).toContain('2 of 3 full days');
  const row = await test.app.db.evaluation.findFirstOrThrow({ where: { modelId } });
  expect(JSON.stringify(row)).toContain('2 of 3 full days');
});

/** Takes the last `days` before LIVE_MS as what is normal from now on. */
async function rebaseline(modelId: string, days: number): Promise<string> {
  const input = { modelId, fromMs: LIVE_MS - days * DAY_MS, toMs: LIVE_MS, reason: 'a test' };
  return (await rebaselineModel({ ctx: test.app.ctx(), input })).referenceId;
}

it('learns anew when the reference is switched, from the panes of its stretch', { timeout: 180_000 }, async () => {
  const { modelId, topic } = await watch({ hours: FAULT.end });
  await closeTo(topic, LIVE_MS + HOUR_MS);
  expect(await learn(modelId)).toBe('ready');
  await judgeTo(modelId, 1);
  const before = await test.app.db.alarmModel.findFirstOrThrow({ where: { modelId } });
  expect(before).toMatchObject({ source: 'own-days', days: 3, plan: null });
  const referenceId = await rebaseline(modelId, LEARNT_DAYS);
  expect(await learn(modelId, LIVE_MS + HOUR_MS)).toBe('ready');
  expect(await test.app.db.alarmModel.findFirstOrThrow({ where: { modelId, referenceId } })).toMatchObject({
    source: 'reference',
    learntFromAt: new Date(LIVE_MS - LEARNT_DAYS * DAY_MS),
  });
  await closeTo(topic, LIVE_MS + FAULT.end * HOUR_MS);
  await judgeTo(modelId, FAULT.end);
  const rows = await test.app.db.evaluation.findMany({ where: { modelId, referenceId } });
  expect(rows).toHaveLength(((FAULT.end - 1) * HOUR_MS) / PANE_MS);
  expect(rows.every(({ judgedBy }) => Object.keys(judgedBy as object).length === 0)).toBe(true);
  expect(rows.some(({ verdict, worstFeature }) => verdict === 'critical' && worstFeature === 'age')).toBe(true);
  expect(
    await test.app.db.auditEntry.count({ where: { action: 'model.learn-alarms', target: `model:${modelId}` } }),
  ).toBe(2);
});

it('refuses a reference of one day in words, and every verdict repeats them', { timeout: 120_000 }, async () => {
  const { modelId } = await watch({ hours: 1 });
  const referenceId = await rebaseline(modelId, 1);
  expect(await learn(modelId)).toBe('refused');
  await judgeTo(modelId, 1);
  const problem = 'the reference covers 1.0 days, 3 full ones are needed';
  expect(await test.app.db.alarmModel.findFirst({ where: { modelId, referenceId } })).toMatchObject({ problem });
  for (const { judgedBy } of await test.app.db.evaluation.findMany({ where: { modelId } }))
    expect(judgedBy).toEqual({ asked: 'learnt', rule: 'calibrated-thresholds', reason: problem });
});

it('learns anew when settings change that thresholds depend on, and not for floors', { timeout: 120_000 }, async () => {
  const { modelId } = await watch({ hours: 1 });
  expect(await learn(modelId)).toBe('ready');
  const learntAt = async () => (await test.app.db.alarmModel.findFirstOrThrow({ where: { modelId } })).updatedAt;
  const first = await learntAt();
  const set = (alarms: object) =>
    test.app.db.model.update({ where: { id: modelId }, data: { settings: { rule: 'learnt', alarms } } });
  await set({ floors: { location: 0.3 } });
  expect(await learn(modelId)).toBe('ready');
  expect(await learntAt()).toEqual(first);
  await set({ budgetPerWeek: 2 });
  expect(await learn(modelId)).toBe('ready');
  const anew = await test.app.db.alarmModel.findFirstOrThrow({ where: { modelId } });
  expect(anew).toMatchObject({ state: 'ready', settings: expect.objectContaining({ budgetPerWeek: 2 }) as object });
  expect(anew.updatedAt).not.toEqual(first);
  expect(await test.app.db.alarmModelPart.count({ where: { modelId } })).toBe(1);
});
