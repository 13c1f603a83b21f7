import { countEvent, createPane, decodePane, decodeReference, sumPanes, type FeatureEvaluation } from '@leeway/drift';
import { registerModel } from '@leeway/services';
import { seededRandom, uniqueName } from '@leeway/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startEvaluate } from '../src/pipelines/evaluate/start-evaluate.ts';
import { startIngest } from '../src/pipelines/ingest/start-ingest.ts';
import { createTestApp, type TestApp } from './test-app.ts';

const PANE_MS = 10_000;
const WINDOW_EVENTS = 400;
let test: TestApp;
const modelId = uniqueName('kinds').toLowerCase();
const topic = uniqueName('kinds-predictions');

/** An answer about a text: its embedding, the text, a flag and two numbers that go together. */
function event(index: number, timeMs: number, shift = 0) {
  const random = seededRandom(index + 1);
  const size = random();
  return {
    id: `k${index}`,
    model: modelId,
    time: timeMs,
    features: {
      size,
      weight: size * 10 + random(),
      urgent: random() < 0.3,
      subject: `ticket ${index} ${'about something '.repeat(1 + Math.floor(random() * 4))}`,
      embedding: Array.from({ length: 16 }, () => random() + shift),
    },
    score: random(),
  };
}

beforeAll(async () => {
  test = await createTestApp();
  await test.admin.ensureTopics([{ topic, partitions: 2 }]);
  await registerModel({
    ctx: test.app.ctx(),
    input: {
      manifest: {
        id: modelId,
        name: 'Kinds',
        predictionTopic: topic,
        paneMs: PANE_MS,
        windowPanes: 1,
        latenessMs: 2_000,
      },
      rows: Array.from({ length: 1_500 }, (_, index) => event(1_000_000 + index, 0)),
      source: 'a test',
    },
  });
});
afterAll(() => test.close());

it('booleans, texts and vectors are counted exactly and judged, from the topic to the evaluation', async () => {
  const firstMs = Math.floor(Date.now() / PANE_MS) * PANE_MS - 60_000;
  // The embedding moves in the third and fourth pane; nothing else does.
  const events = Array.from({ length: 4 * WINDOW_EVENTS }, (_, index) => {
    const pane = Math.floor(index / WINDOW_EVENTS);
    return event(index, firstMs + pane * PANE_MS + 500, pane >= 2 ? 0.4 : 0);
  });
  await test.producer.send(
    topic,
    events.map((one) => ({ key: one.id, value: JSON.stringify(one) })),
  );
  const running = [await startIngest(test.app), await startEvaluate(test.app)];
  try {
    const evaluations = () =>
      test.database.db.evaluation.findMany({ where: { modelId }, orderBy: { windowEndAt: 'asc' }, take: 4 });
    await vi.waitFor(async () => expect(await evaluations()).toHaveLength(4), { timeout: 30_000 });
    const rows = await evaluations();
    const embedding = rows.map(({ features }) =>
      (features as unknown as FeatureEvaluation[]).find(({ kind }) => kind === 'vector'),
    );
    expect(rows.map(({ n }) => n)).toEqual([400, 400, 400, 400]);
    expect(embedding.map((one) => one?.verdict)).toEqual(['ok', 'ok', 'warning', 'critical']);
    expect(embedding[3]?.multivariate).toMatchObject({ id: 'maximumMeanDiscrepancy', state: 'measured', n: 400 });
    expect(rows[3]).toMatchObject({ verdict: 'critical', worstFeature: 'embedding' });
    expect(rows[3]?.multivariate).toMatchObject([
      { reading: { id: 'reconstructionError', feature: null }, verdict: 'ok' },
      { reading: { id: 'maximumMeanDiscrepancy', feature: 'embedding' }, verdict: 'critical' },
    ]);

    const { body } = await test.database.db.reference.findFirstOrThrow({ where: { modelId } });
    const reference = decodeReference(body);
    expect(reference.features.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'size numeric',
      'weight numeric',
      'urgent boolean',
      'subject.length numeric',
      'subject.tokens numeric',
      'embedding vector',
      'prediction numeric',
    ]);
    const stored = await test.database.db.pane.findMany({ where: { modelId, slice: '' } });
    const expected = createPane(reference.grid);
    for (const one of events) countEvent(expected, reference.grid, one);
    const counted = sumPanes(
      reference.grid,
      stored.map(({ counts }) => decodePane(counts, reference.grid)),
    );
    expect(counted).toEqual(expected);
  } finally {
    for (const pipeline of running) await pipeline.stop();
  }
});
