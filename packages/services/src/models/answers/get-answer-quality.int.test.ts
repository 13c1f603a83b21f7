import { joinLabels } from '@leeway/store';
import { createTestDatabase, seededRandom, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../context.ts';
import { labelTask } from '../label-task.ts';
import { registerModel } from '../register-model.ts';
import { getAnswerQuality } from './get-answer-quality.ts';
import type { AnswerMetricId, AnswerQualityView } from './answer-quality-view.ts';

const START_MS = Date.UTC(2026, 10, 25, 12, 0, 0);
const PANE_MS = 60_000;
let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = {
    db: database.db,
    actor: { kind: 'system', id: 'test', name: 'Leeway' },
    now: () => new Date(START_MS),
    requestId: 'test',
  };
  await register('animals', 'multiclass', (random) => ['cat', 'dog', 'owl'][Math.floor(random() * 3)] ?? '');
  await register('prices', 'regression', (random) => 100 + 50 * random());
});
afterAll(() => database.drop());

async function register(id: string, task: string, answer: (random: () => number) => unknown): Promise<void> {
  const random = seededRandom(7);
  const rows = Array.from({ length: 300 }, (_, index) => ({
    id: `r${index}`,
    model: id,
    time: 0,
    features: { x: random() },
    prediction: answer(random),
    label: 'of no use to a model without classes',
  }));
  const manifest = { id, name: id, task, predictionTopic: `${id}.predictions`, labelTopic: `${id}.labels` };
  await registerModel({ ctx, input: { manifest, rows, source: 'a test' } });
}

type Pair = { label: string; answer: string | null; minute?: number };

/** As ingest leaves them: both sides wait for each other under their event's id. */
async function join(modelId: string, pairs: readonly Pair[]): Promise<void> {
  for (const [index, { label, answer, minute = 0 }] of pairs.entries()) {
    const eventId = `${modelId}-${minute}-${index}-${label}`;
    const eventAt = new Date(START_MS + minute * PANE_MS);
    await database.db.awaitingLabel.create({ data: { modelId, eventId, eventAt, version: '', predicted: answer } });
    await database.db.awaitingPrediction.create({ data: { modelId, eventId, label, seenAt: eventAt } });
  }
  const model = await database.db.model.findUniqueOrThrow({ where: { id: modelId } });
  const joined = await joinLabels(database.db, {
    modelId,
    topic: `${modelId}.labels`,
    task: await labelTask(database.db, model),
    paneMs: PANE_MS,
    limit: 5_000,
    atMs: START_MS,
  });
  expect(joined).toBe(pairs.length);
}

const ask = (modelId: string) =>
  getAnswerQuality({ ctx, input: { modelId, fromMs: START_MS, toMs: START_MS + 3_600_000 } });
const valueOf = (view: AnswerQualityView, id: AnswerMetricId) =>
  view.metrics.find((metric) => metric.id === id)?.value?.value;

describe('a model of several classes', () => {
  it('has nothing to show before labels come', async () => {
    const view = await ask('animals');
    expect(view).toMatchObject({ task: 'multiclass', points: [], labelled: 0, leftOut: null });
    expect(view.metrics.every(({ value, reason }) => value === null && reason !== null)).toBe(true);
  });

  it('is measured by the classes that labels and answers name', async () => {
    await join('animals', [
      { label: 'cat', answer: 'cat' },
      { label: 'cat', answer: 'cat' },
      { label: 'cat', answer: 'dog' },
      { label: 'dog', answer: 'dog' },
      { label: 'dog', answer: 'owl', minute: 1 },
      { label: 'owl', answer: 'owl', minute: 1 },
      { label: 'owl', answer: null, minute: 1 },
    ]);
    const view = await ask('animals');
    expect(view.confusion).toEqual({
      classes: ['cat', 'dog', 'owl'],
      counts: [
        [2, 1, 0],
        [0, 1, 1],
        [0, 0, 1],
      ],
    });
    expect(valueOf(view, 'accuracy')).toBeCloseTo(4 / 6, 12);
    expect(valueOf(view, 'recallMacro')).toBeCloseTo((2 / 3 + 1 / 2 + 1) / 3, 12);
    expect(view.leftOut).toEqual({ events: 1, reason: '1 had no answer' });
    expect(view.points.map(({ labelled, values }) => [labelled, values.accuracy?.value])).toEqual([
      [4, 3 / 4],
      [3, 1 / 2],
    ]);
    expect(view.metrics.find(({ id }) => id === 'rocAucOvrMacro')).toMatchObject({ value: null });
  });
});

describe('a model of numbers', () => {
  it('is measured by its errors, in the unit of its answers', async () => {
    const errors = [-4, -2, 0, 1, 2, 3, 6, 10];
    await join(
      'prices',
      errors.map((error, index) => ({
        label: String(110 + index),
        answer: String(110 + index + error),
        minute: index % 2,
      })),
    );
    await join('prices', [{ label: 'lost', answer: '100' }]);
    const view = await ask('prices');
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(valueOf(view, 'mae')).toBeCloseTo(mean(errors.map(Math.abs)), 4);
    expect(valueOf(view, 'rmse')).toBeCloseTo(Math.sqrt(mean(errors.map((error) => error ** 2))), 4);
    expect(valueOf(view, 'meanError')).toBeCloseTo(mean(errors), 4);
    expect(view).toMatchObject({ labelled: 9, leftOut: { events: 1 }, confusion: null });
    const nineInTen = view.errorSizes?.find(({ share }) => share === 0.9)?.atMost ?? 0;
    expect(nineInTen).toBeGreaterThanOrEqual(10);
    expect(nineInTen).toBeLessThan(10.92);
  });

  it('keeps what it measures by when the reference changes', async () => {
    const before = await database.db.answerPane.findFirstOrThrow({ where: { modelId: 'prices' } });
    await database.db.model.update({ where: { id: 'prices' }, data: { activeReferenceId: null } });
    await join('prices', [{ label: '5', answer: '6', minute: 30 }]);
    const panes = await database.db.answerPane.findMany({ where: { modelId: 'prices' } });
    expect(new Set(panes.map(({ scale }) => scale))).toEqual(new Set([before.scale]));
  });
});

it('is refused for a model of two classes', async () => {
  await database.db.model.update({ where: { id: 'animals' }, data: { task: 'binary' } });
  await expect(ask('animals')).rejects.toThrow('two classes');
});
