import {
  countAnswer,
  countEvent,
  countLabelled,
  countPrediction,
  createAnswerPane,
  createPane,
  createQualityPane,
  createReferenceBuilder,
  createRegressionPane,
  encodeAnswerPane,
  encodePane,
  encodeQualityPane,
  encodeReference,
  encodeRegressionPane,
  gridOf,
} from '@leeway/drift';
import { defaultPolicy, MINUTE_MS, SLI_DEFINITIONS, type SliKind, type SloDocument } from '@leeway/slo';
import type { Actor } from '@leeway/response';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { previewSlo } from './preview-slo.ts';
import { listSloModels, refreshModelSlos } from './refresh-slos.ts';
import { saveSlo } from './save-slo.ts';
import { createModel, writePane, writeVerdict } from './test-history.ts';

const START = Date.UTC(2026, 10, 25, 3);
const MODEL = 'employment';
const TOPIC = `${MODEL}.predictions`;
const SYSTEM: Actor = { kind: 'system', id: 'worker', name: 'Leeway' };
const ADA: Actor = { kind: 'person', id: 'Ada', name: 'Ada', role: 'responder' };

let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
const as = (actor: Actor): Ctx => ({ db: database.db, actor, now: clock.now, requestId: 'test' });
const minute = (index: number) => START + index * MINUTE_MS;

beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(minute(10) + 30_000);
  await createModel(database.db, MODEL);
});
afterEach(async () => {
  await database.drop();
});

async function tick(): Promise<void> {
  for (const model of await listSloModels({ ctx: as(SYSTEM) })) await refreshModelSlos({ ctx: as(SYSTEM), model });
}

function documentOf(kind: SliKind, parameters: object = {}): SloDocument {
  const spec = {
    ...SLI_DEFINITIONS[kind].defaults.parameters,
    ...parameters,
    alerting: defaultPolicy({ kind, target: 0.9, windowDays: 7 }),
  };
  return {
    modelId: MODEL,
    name: `${kind} ${JSON.stringify(parameters)}`.slice(0, 80),
    description: '',
    target: 0.9,
    windowDays: 7,
    spec,
  };
}
const create = (document: SloDocument) =>
  saveSlo({ ctx: as(ADA), input: { id: null, expectedVersion: null, document, reason: '' } });

type Row = [minute: number, good: number, bad: number, unknown: number];
async function stored(sloId: string): Promise<Row[]> {
  const rows = await database.db.sliMinute.findMany({ where: { sloId }, orderBy: { minuteAt: 'asc' } });
  return rows.map((row) => [
    (row.minuteAt.getTime() - START) / MINUTE_MS,
    Number(row.good),
    Number(row.bad),
    Number(row.unknown),
  ]);
}

/** What a saved SLO has counted at once, what a tick makes of it and what a preview says: one and the same. */
async function countsOf(kind: SliKind, parameters: object = {}): Promise<Row[]> {
  const document = documentOf(kind, parameters);
  await tick();
  const { id } = await create(document);
  const atOnce = await stored(id);
  await tick();
  expect(await stored(id)).toEqual(atOnce);
  const preview = await previewSlo({ ctx: as(ADA), input: { draft: document, rangeMinutes: null } });
  const sum = (place: 1 | 2 | 3) => atOnce.reduce((total, row) => total + row[place], 0);
  expect([preview.good, preview.bad, preview.unknown]).toEqual([sum(1), sum(2), sum(3)]);
  return atOnce;
}

/** Everything up to this minute was read from the topic. */
async function readTo(index: number, caughtUp = true): Promise<void> {
  const data = { nextOffset: 1n, maxEventMs: BigInt(minute(index)), caughtUp, updatedAt: new Date(minute(index)) };
  for (const partition of [0, 1])
    await database.db.partitionProgress.upsert({
      where: { topic_partition: { topic: TOPIC, partition } },
      create: { topic: TOPIC, partition, ...data },
      update: data,
    });
}

describe('throughput', () => {
  it('counts minutes without an event as bad once they were read to the end', async () => {
    await database.db.model.update({ where: { id: MODEL }, data: { latenessMs: 0 } });
    for (const [index, ok] of [
      [2, 120],
      [3, 99],
      [6, 100],
    ] as const)
      await writePane(database.db, { modelId: MODEL, startMs: minute(index), ok });
    await readTo(8);
    expect(await countsOf('throughput', { minimumEvents: 100 })).toEqual([
      [2, 1, 0, 0],
      [3, 0, 1, 0],
      [4, 0, 1, 0],
      [5, 0, 1, 0],
      [6, 1, 0, 0],
      [7, 0, 1, 0],
    ]);
  });

  it('says nothing of minutes that nobody has read, and counts them when somebody has', async () => {
    await database.db.model.update({ where: { id: MODEL }, data: { latenessMs: 0 } });
    await writePane(database.db, { modelId: MODEL, startMs: minute(0), ok: 5 });
    const { id } = await create(documentOf('throughput', { minimumEvents: 5 }));
    await tick();
    expect(await stored(id)).toEqual([]);
    await readTo(1);
    await tick();
    expect(await stored(id)).toEqual([[0, 1, 0, 0]]);
    clock.set(minute(200));
    await readTo(3, false);
    await tick();
    expect(await stored(id)).toHaveLength(3);
    await readTo(199);
    await tick();
    const rows = await stored(id);
    expect([rows.length, rows.at(-1)]).toEqual([199, [198, 0, 1, 0]]);
  });

  it('judges whole slices, the running one not at all', async () => {
    for (let index = 0; index < 10; index += 1)
      await writePane(database.db, { modelId: MODEL, startMs: minute(index), ok: index < 5 ? 20 : 19 });
    await readTo(10);
    const parameters = { minimumEvents: 100, sliceMinutes: 5 };
    expect(await countsOf('throughput', parameters)).toEqual([0, 1, 2, 3, 4].map((index) => [index, 1, 0, 0]));
    await readTo(11);
    await tick();
    const [slo] = await database.db.slo.findMany();
    expect((await stored(slo?.id ?? '')).slice(5)).toEqual([5, 6, 7, 8, 9].map((index) => [index, 0, 1, 0]));
    await writePane(database.db, { modelId: MODEL, startMs: minute(7) + 10_000, ok: 5 });
    await tick();
    expect((await stored(slo?.id ?? '')).every(([, good]) => good === 1)).toBe(true);
  });
});

it('freshness: a late event restates the minutes that it would have kept fresh', async () => {
  await database.db.model.update({ where: { id: MODEL }, data: { latenessMs: 0 } });
  for (const index of [0, 1, 8]) await writePane(database.db, { modelId: MODEL, startMs: minute(index), ok: 1 });
  await readTo(10);
  const expected = (bad: number[]) =>
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => [index, bad.includes(index) ? 0 : 1, bad.includes(index) ? 1 : 0, 0]);
  expect(await countsOf('freshness', { withinMinutes: 3 })).toEqual(expected([5, 6, 7]));
  await writePane(database.db, { modelId: MODEL, startMs: minute(3), ok: 1 });
  await tick();
  const [slo] = await database.db.slo.findMany();
  expect(await stored(slo?.id ?? '')).toEqual(expected([7]));
});

it('valid events: by arrival, dead letters and what came too late are bad, those of nobody are not', async () => {
  const counter = { minuteAt: new Date(minute(4)), topic: TOPIC, partition: 0 };
  await database.db.ingestCounter.createMany({
    data: [
      { ...counter, modelId: MODEL, events: 990, late: 6, deadLettered: 1, duplicates: 50 },
      { ...counter, modelId: MODEL, partition: 1, events: 10 },
      { ...counter, modelId: '', deadLettered: 12, unknownModel: 9 },
      { ...counter, modelId: MODEL, topic: `${MODEL}.labels`, labels: 400, deadLettered: 70 },
      { ...counter, modelId: MODEL, partition: -1, topic: `${MODEL}.labels` },
    ],
  });
  expect(await countsOf('usableRecords')).toEqual([[4, 1_000, 10, 0]]);
  await database.db.ingestCounter.create({
    data: { ...counter, modelId: MODEL, minuteAt: new Date(minute(9)), events: 7 },
  });
  clock.advance(MINUTE_MS);
  await tick();
  const [slo] = await database.db.slo.findMany();
  expect(await stored(slo?.id ?? '')).toEqual([
    [4, 1_000, 10, 0],
    [9, 7, 0, 0],
  ]);
});

it('features within threshold: by the worst mark of each feature in each minute', async () => {
  await writeVerdict(database.db, MODEL, minute(1), 'critical', 'ocw');
  await writeVerdict(database.db, MODEL, minute(1) - 10_000, 'ok', 'oio');
  await writeVerdict(database.db, MODEL, minute(3), 'insufficient', 'iii');
  expect(await countsOf('driftingFeatures')).toEqual([
    [0, 2, 1, 0],
    [2, 0, 0, 3],
  ]);
});

/** A model whose score says the truth nine times of ten, and its reference with labelled scores. */
async function withReference() {
  const builder = createReferenceBuilder();
  for (let row = 0; row < 2_000; row += 1) {
    const score = (row % 100) / 100;
    builder.add(
      { age: row % 80, income: row % 7 },
      { score, positive: (row * 7) % 10 === 0 ? score < 0.5 : score >= 0.5 },
    );
  }
  const reference = builder.freeze({ kind: 'file', detail: 'test', createdBy: 'test' });
  const grid = gridOf(reference);
  await database.db.reference.create({
    data: {
      id: reference.hash.slice(0, 12),
      modelId: MODEL,
      gridId: grid.id,
      hash: reference.hash,
      features: reference.features.map(({ name }) => name),
      rowCount: 2_000n,
      body: Buffer.from(encodeReference(reference)),
      provenance: {},
    },
  });
  await database.db.model.update({ where: { id: MODEL }, data: { activeReferenceId: reference.hash.slice(0, 12) } });
  return { reference, grid };
}

type Event = { features: Record<string, unknown>; score?: number };
async function writeEvents(grid: ReturnType<typeof gridOf>, startMs: number, paneMs: number, events: Event[]) {
  const pane = createPane(grid);
  for (const { features, score = 0.9 } of events) countEvent(pane, grid, { features, score });
  const data = { paneMs, n: events.length, counts: Buffer.from(encodePane(pane, grid)) };
  const key = {
    modelId: MODEL,
    gridId: grid.id,
    version: 'v1',
    startAt: new Date(startMs),
    topic: TOPIC,
    partition: 0,
  };
  await database.db.pane.create({ data: { ...key, ...data } });
}

describe('usable values', () => {
  const events: Event[] = [
    { features: { age: 3, income: 1 } },
    { features: { age: null, income: 2 } },
    { features: { income: Number.NaN } },
    { features: { age: 'old', income: 4 } },
  ];

  it('counts what is absent, null, NaN or of a wrong type, of all features and of one', async () => {
    const { grid } = await withReference();
    await writeEvents(grid, minute(2), 10_000, events);
    expect(await countsOf('usableValues')).toEqual([[2, 4, 4, 0]]);
    expect(await countsOf('usableValues', { feature: 'income' })).toEqual([[2, 3, 1, 0]]);
  });

  it('spreads panes that are longer than a minute, to the value', async () => {
    const { grid } = await withReference();
    await writeEvents(grid, minute(2), 180_000, events);
    const rows = await countsOf('usableValues', { feature: 'income' });
    expect(rows.reduce((sum, [, good, bad]) => [(sum[0] ?? 0) + good, (sum[1] ?? 0) + bad], [0, 0])).toEqual([3, 1]);
  });

  it('refuses a feature that the reference does not have', async () => {
    await withReference();
    await expect(create(documentOf('usableValues', { feature: 'nothing' }))).rejects.toMatchObject({ code: 'invalid' });
  });
});

async function writeLabelled(index: number, pairs: { score: number | null; positive: boolean; answer?: boolean }[]) {
  const pane = createQualityPane();
  for (const { score, positive, answer } of pairs)
    countLabelled(pane, { score, positive, predictedPositive: answer ?? null });
  const key = { modelId: MODEL, version: 'v1', startAt: new Date(minute(index)) };
  const data = { n: pairs.length, counts: Buffer.from(encodeQualityPane(pane)), updatedAt: clock.now() };
  await database.db.qualityPane.upsert({
    where: { modelId_startAt_version: key },
    create: { ...key, ...data },
    update: data,
  });
}
const repeated = <T>(times: number, value: T): T[] => Array.from({ length: times }, () => value);

describe('correct predictions', () => {
  it('counts the own answers, else scores at 0.5, and what has no label yet as unknown', async () => {
    for (const index of [0, 1, 2]) await writePane(database.db, { modelId: MODEL, startMs: minute(index), ok: 100 });
    await writeLabelled(0, [
      ...repeated(60, { score: 0.3, positive: true, answer: true }),
      ...repeated(15, { score: 0.9, positive: true, answer: false }),
    ]);
    await writeLabelled(1, [
      ...repeated(30, { score: 0.5, positive: true }),
      ...repeated(9, { score: 0.49, positive: true }),
      ...repeated(1, { score: 0.7, positive: false }),
    ]);
    expect(await countsOf('correctness')).toEqual([
      [0, 60, 15, 25],
      [1, 30, 10, 60],
      [2, 0, 0, 100],
    ]);
  });

  it('is restated by a label that comes late', async () => {
    await writePane(database.db, { modelId: MODEL, startMs: minute(0), ok: 10 });
    const { id } = await create(documentOf('correctness'));
    await tick();
    expect(await stored(id)).toEqual([[0, 0, 0, 10]]);
    clock.set(minute(3_000));
    await writeLabelled(0, repeated(4, { score: 0.1, positive: true, answer: false }));
    await tick();
    expect(await stored(id)).toEqual([[0, 0, 4, 6]]);
  });

  it('counts the answers of a model of several classes', async () => {
    await database.db.model.update({ where: { id: MODEL }, data: { task: 'multiclass' } });
    const pane = createAnswerPane();
    for (const [label, answer, times] of [
      ['a', 'a', 5],
      ['b', 'b', 2],
      ['a', 'b', 1],
      ['c', 'a', 3],
    ] as const)
      for (let index = 0; index < times; index += 1) countAnswer(pane, { label, answer });
    countAnswer(pane, { label: 'a', answer: null });
    await writePane(database.db, { modelId: MODEL, startMs: minute(0), ok: 20 });
    await database.db.answerPane.create({
      data: {
        modelId: MODEL,
        version: 'v1',
        startAt: new Date(minute(0)),
        task: 'multiclass',
        n: 12,
        counts: Buffer.from(encodeAnswerPane(pane)),
        updatedAt: clock.now(),
      },
    });
    expect(await countsOf('correctness')).toEqual([[0, 7, 4, 9]]);
    expect(
      await countsOf('performanceFloor', { metric: 'accuracy', bound: 0.63, sliceMinutes: 1, minimumLabels: 12 }),
    ).toEqual([[0, 1, 0, 0]]);
  });
});

describe('quality metric', () => {
  const perfect = [...repeated(30, { score: 0.8, positive: true }), ...repeated(30, { score: 0.2, positive: false })];
  const wrong = [...repeated(30, { score: 0.8, positive: false }), ...repeated(30, { score: 0.2, positive: true })];

  it('judges slices by the labels of their predictions; too few are unknown', async () => {
    await writeLabelled(0, perfect);
    await writeLabelled(4, wrong.slice(0, 10));
    await writeLabelled(5, wrong);
    await writeLabelled(10, perfect.slice(0, 40));
    // The first slice: 60 right, 10 wrong of score 0.8. The second: all wrong. The third, still running: 40 labels.
    const parameters = { metric: 'accuracy', bound: 60 / 70, sliceMinutes: 5, minimumLabels: 50 };
    expect(await countsOf('performanceFloor', parameters)).toEqual([
      ...[0, 1, 2, 3, 4].map((index) => [index, 1, 0, 0]),
      ...[5, 6, 7, 8, 9].map((index) => [index, 0, 1, 0]),
      [10, 0, 0, 1],
    ]);
    clock.set(minute(20));
    await tick();
    const [slo] = await database.db.slo.findMany();
    expect((await stored(slo?.id ?? '')).slice(10)).toEqual([10, 11, 12, 13, 14].map((index) => [index, 0, 0, 1]));
    await writeLabelled(10, perfect);
    await tick();
    expect((await stored(slo?.id ?? '')).slice(10).map(([, good]) => good)).toEqual([1, 1, 1, 1, 1]);
  });

  it('holds losses against a ceiling, and errors of a model of numbers', async () => {
    await database.db.model.update({ where: { id: MODEL }, data: { task: 'regression' } });
    const scale = { centre: 0, scale: 1 };
    for (const [index, error] of [
      [0, 2],
      [1, 3],
    ] as const) {
      const pane = createRegressionPane();
      for (let row = 0; row < 20; row += 1) countPrediction(pane, scale, row, row + error);
      await database.db.answerPane.create({
        data: {
          modelId: MODEL,
          version: 'v1',
          startAt: new Date(minute(index)),
          task: 'regression',
          n: 20,
          counts: Buffer.from(encodeRegressionPane(pane)),
          ...scale,
          updatedAt: clock.now(),
        },
      });
    }
    const parameters = { metric: 'mae', bound: 2.5, sliceMinutes: 1, minimumLabels: 10 };
    expect(await countsOf('performanceFloor', parameters)).toEqual([
      [0, 1, 0, 0],
      [1, 0, 1, 0],
    ]);
    await expect(create(documentOf('performanceFloor', { metric: 'rocAuc' }))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('ROC AUC'),
    });
  });
});

it('estimated quality: what the reference makes of the scores of a slice', async () => {
  const { grid } = await withReference();
  const features = { age: 1, income: 1 };
  await writeEvents(grid, minute(0), 10_000, repeated(60, { features, score: 0.95 }));
  await writeEvents(grid, minute(1), 10_000, [
    ...repeated(30, { features, score: 0.95 }),
    ...repeated(30, { features, score: 0.05 }),
  ]);
  await writeEvents(grid, minute(2), 10_000, repeated(20, { features, score: 0.95 }));
  const parameters = { metric: 'accuracy', sliceMinutes: 1, minimumScores: 50 };
  expect(await countsOf('estimatedFloor', { ...parameters, bound: 0.85 })).toEqual([
    [0, 1, 0, 0],
    [1, 1, 0, 0],
    [2, 0, 0, 1],
  ]);
  // By the reference, scores about 0.95 are always true, those about 0.05 one time in ten: 100 % and 95 % right.
  const strict = documentOf('estimatedFloor', { ...parameters, bound: 0.97 });
  const { good, bad } = await previewSlo({ ctx: as(ADA), input: { draft: strict, rangeMinutes: null } });
  expect([good, bad]).toEqual([1, 1]);
});

describe('budgets of slices', () => {
  const slices = (budgeting: object) => ({ budgeting });
  beforeEach(async () => {
    for (const [index, errors] of [
      [0, 0],
      [1, 9],
      [2, 0],
      [5, 40],
      [6, 0],
    ] as const)
      await writePane(database.db, { modelId: MODEL, startMs: minute(index), ok: 100 - errors, errors });
  });

  it('time slices are good when enough of their events are', async () => {
    const budgeting = { method: 'timeslices', sliceMinutes: 5, sliceTarget: 0.97 };
    expect(await countsOf('availability', slices(budgeting))).toEqual([
      ...[0, 1, 2, 3, 4].map((index) => [index, 1, 0, 0]),
      ...[5, 6, 7, 8, 9].map((index) => [index, 0, 1, 0]),
    ]);
    await writePane(database.db, { modelId: MODEL, startMs: minute(4), ok: 0, errors: 1 });
    await tick();
    const [slo] = await database.db.slo.findMany();
    expect((await stored(slo?.id ?? '')).filter(([, , bad]) => bad > 0)).toHaveLength(10);
  });

  it('ratio slices count by their share, each alike', async () => {
    const rows = await countsOf('availability', slices({ method: 'ratioTimeslices', sliceMinutes: 5 }));
    expect(rows.map(([, good, bad]) => [good, bad])).toEqual([
      ...Array.from({ length: 5 }, () => [970_000, 30_000]),
      ...Array.from({ length: 5 }, () => [800_000, 200_000]),
    ]);
  });
});
