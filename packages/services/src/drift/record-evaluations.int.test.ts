import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RECOVERED_WINDOWS } from '../incidents/settle-incident.ts';
import { createResponseScene, PANE_MS, personOf, type ResponseScene } from '../incidents/response-scene.ts';
import { readEvaluatorMemory } from './evaluator-memory.ts';
import type { RecordEvaluationInput } from './record-evaluation.ts';
import { recordEvaluations } from './record-evaluations.ts';

const MODELS = ['a', 'b', 'c', 'd'];
let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
let scenes: ResponseScene[];
let firstEndMs: number;

/** Four models, each with one calm window recorded. */
beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(Date.parse('2026-11-25T03:12:40Z'));
  scenes = [];
  for (const modelId of MODELS) scenes.push(await createResponseScene({ db: database.db, clock, modelId }));
  firstEndMs = Math.floor(clock.nowMs() / PANE_MS) * PANE_MS;
  const recorded = await record(inputs().map((input) => ({ ...input, previousWindowEndMs: null })));
  expect(recorded).toEqual(MODELS.map((modelId) => ({ modelId, outcome: 'recorded' })));
  clock.advance(PANE_MS);
});
afterEach(() => database.drop());

function inputs(bad: Record<string, string[]> = {}): RecordEvaluationInput[] {
  return scenes.map(({ model, windowOf, serviceOf }) => {
    const evaluation = windowOf(bad[model.id] ?? []);
    const memory = readEvaluatorMemory({}, evaluation.referenceId);
    return { model, evaluation, service: serviceOf([]), memoryBefore: memory, memory, previousWindowEndMs: firstEndMs };
  });
}

async function record(all: RecordEvaluationInput[]) {
  const [scene] = scenes;
  if (scene === undefined) throw new Error('no scene');
  return recordEvaluations({ ctx: scene.system, inputs: all });
}

async function positions(): Promise<number[]> {
  const rows = await database.db.evaluatorState.findMany({ orderBy: { modelId: 'asc' } });
  return rows.map(({ evaluatedToAt }) => evaluatedToAt.getTime() - firstEndMs);
}

const stored = () => database.db.evaluation.count({ where: { windowEndAt: new Date(firstEndMs + PANE_MS) } });

it('stores all windows, their spans and positions, and opens an incident where one is critical', async () => {
  const recorded = await record(inputs({ c: ['AGEP'] }));
  expect(recorded).toEqual(MODELS.map((modelId) => ({ modelId, outcome: 'recorded' })));
  expect(await stored()).toBe(4);
  expect(await positions()).toEqual([PANE_MS, PANE_MS, PANE_MS, PANE_MS]);
  expect(await database.db.evaluationSpan.count()).toBe(8);
  const incidents = await database.db.incident.findMany();
  expect(incidents.map(({ modelId, state }) => [modelId, state])).toEqual([['c', 'triggered']]);
});

it('goes on with an incident that is open when its model becomes calm', async () => {
  await record(inputs({ c: ['AGEP'] }));
  for (let window = 2; window <= 2 + RECOVERED_WINDOWS; window += 1) {
    clock.advance(PANE_MS);
    const previousWindowEndMs = firstEndMs + (window - 1) * PANE_MS;
    await record(inputs().map((input) => ({ ...input, previousWindowEndMs })));
  }
  const incidents = await database.db.incident.findMany();
  expect(incidents.map(({ state }) => state)).toEqual(['mitigated']);
});

it('loses no window to the trouble of another model, and leaves nothing of that one behind', async () => {
  const all = inputs();
  const broken = all.map((input) =>
    input.model.id === 'b' ? { ...input, evaluation: { ...input.evaluation, worstFeature: 'a zero byte: \0' } } : input,
  );
  const recorded = await record(broken);
  expect(recorded.map((one) => ('outcome' in one ? one.outcome : 'failed'))).toEqual([
    'recorded',
    'failed',
    'recorded',
    'recorded',
  ]);
  expect(await stored()).toBe(3);
  expect(await positions()).toEqual([PANE_MS, 0, PANE_MS, PANE_MS]);
  expect((await record(all.slice(1, 2)))[0]).toEqual({ modelId: 'b', outcome: 'recorded' });
});

it('stores nothing where another evaluator was faster or is at it', async () => {
  const [a] = inputs();
  if (a === undefined) throw new Error('no window');
  await record([a]);
  await database.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM evaluator_state WHERE model_id = 'b' FOR UPDATE`;
    const recorded = await record(inputs());
    expect(recorded.map((one) => 'outcome' in one && one.outcome)).toEqual(['lost', 'lost', 'recorded', 'recorded']);
  });
  expect(await positions()).toEqual([PANE_MS, 0, PANE_MS, PANE_MS]);
  expect(await stored()).toBe(3);
});

it('records each window once, however many evaluators hand it over at once', async () => {
  const all = await Promise.all(Array.from({ length: 4 }, () => record(inputs())));
  const winners = all.flat().filter((one) => 'outcome' in one && one.outcome === 'recorded');
  expect(winners.map(({ modelId }) => modelId).toSorted()).toEqual(MODELS);
  const rows = await database.db.evaluation.findMany({ where: { windowEndAt: new Date(firstEndMs + PANE_MS) } });
  expect(rows.map(({ revision }) => revision)).toEqual([0, 0, 0, 0]);
});

it('is for the system only', async () => {
  const [scene] = scenes;
  const ctx = scene?.ctxOf(personOf('admin'));
  if (ctx === undefined) throw new Error('no scene');
  await expect(recordEvaluations({ ctx, inputs: inputs() })).rejects.toMatchObject({ code: 'forbidden' });
});
