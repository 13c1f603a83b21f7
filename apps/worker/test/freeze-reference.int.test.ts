import { decodeReference } from '@leeway/drift';
import {
  createModel,
  getReferenceDraft,
  getStreamTask,
  previewThresholds,
  registerModel,
  PreviewThresholdsInput,
  requestStreamTask,
  CreateModelInput,
  type StreamTaskOutput,
  type StreamTaskView,
} from '@leeway/services';
import { seededRandom, uniqueName } from '@leeway/testing';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTasks } from '../src/pipelines/tasks/start-tasks.ts';
import type { Pipeline } from '../src/worker-app.ts';
import { createTestApp, type TestApp } from './test-app.ts';

/** A whole hour, for windows; not long ago, for brokers that delete what is old. */
const START_MS = Math.floor((Date.now() - 3 * 3_600_000) / 3_600_000) * 3_600_000;
const SECONDS = 6_000;
const names = {
  own: uniqueName('own'),
  mapped: uniqueName('mapped'),
  labels: uniqueName('labels'),
  shared: uniqueName('shared'),
  split: uniqueName('split'),
};
let test: TestApp;
let pipeline: Pipeline;
const ctx = () => ({
  ...test.app.ctx(),
  actor: { kind: 'person', id: 'ada', name: 'Ada', role: 'admin' } as const,
});
const manifest = (id: string) => ({ id, positiveClass: '1', features: {} });

async function end(kind: string, input: unknown): Promise<StreamTaskView> {
  const { id } = await requestStreamTask({ ctx: ctx(), input: { kind, input } });
  return vi.waitFor(
    async () => {
      const task = await getStreamTask({ ctx: ctx(), input: { id } });
      expect(['done', 'failed']).toContain(task.state);
      return task;
    },
    { timeout: 45_000, interval: 100 },
  );
}

async function frozen(input: unknown): Promise<StreamTaskOutput<'freeze-reference'>> {
  const task = await end('freeze-reference', input);
  expect(task.error).toBeNull();
  return task.output as StreamTaskOutput<'freeze-reference'>;
}

type Sent = { value: unknown; timestampMs: number; partition?: number };

async function send(topic: string, partitions: number, records: Sent[]): Promise<void> {
  await test.admin.ensureTopics([{ topic, partitions, replicationFactor: 1 }]);
  for (let start = 0; start < records.length; start += 2_000)
    await test.producer.send(
      topic,
      records.slice(start, start + 2_000).map(({ value, ...record }) => ({
        ...record,
        key: null,
        value: typeof value === 'string' ? value : JSON.stringify(value),
      })),
    );
}

const seconds = (count: number) => Array.from({ length: count }, (_, second) => START_MS + second * 1_000);

function ownEvent(model: string, timestampMs: number, index: number) {
  const random = seededRandom(index + 1);
  return {
    id: `${model}-${index}`,
    model,
    time: timestampMs,
    features: { x: random(), colour: random() < 0.7 ? 'red' : 'blue', code: Math.floor(random() * 4) },
    score: random(),
  };
}

beforeAll(async () => {
  test = await createTestApp();
  const times = seconds(SECONDS);
  await send(
    names.own,
    3,
    times.map((timestampMs, index) => ({
      value: ownEvent('credit', timestampMs, index),
      timestampMs,
      partition: index % 3,
    })),
  );
  await send(
    names.labels,
    2,
    times.map((timestampMs, index) => ({
      value: { id: `credit-${index}`, model: 'credit', label: index % 4 === 0 ? 1 : 0 },
      timestampMs: timestampMs + 5_000,
    })),
  );
  await send(
    names.mapped,
    1,
    times.slice(0, 1_000).map((timestampMs, index) => ({
      value: index % 100 === 7 ? '{"f": {"age": 1' : { req: index, f: { age: index % 60 }, p: 0.5 },
      timestampMs,
    })),
  );
  await send(
    names.shared,
    2,
    times.map((timestampMs, index) => ({
      value: ownEvent(index % 20 === 0 ? 'rare' : 'frequent', timestampMs, index),
      timestampMs,
    })),
  );
  pipeline = await startTasks(test.app);
}, 60_000);
afterAll(async () => {
  await pipeline.stop();
  await test.close();
});

describe('freezing a reference from a topic', () => {
  it('takes the newest rows, their labels, and says what of the topic they were', { timeout: 60_000 }, async () => {
    const stretch = { kind: 'last', rows: 3_000 };
    const input = { manifest: manifest('credit'), topic: names.own, stretch, labelTopic: names.labels };
    const { draftId, rowCount, labelled } = await frozen(input);
    expect(rowCount).toBeGreaterThanOrEqual(3_000);
    expect(rowCount).toBeLessThanOrEqual(3_100);
    expect(labelled).toBe(rowCount);
    const draft = await getReferenceDraft({ ctx: ctx(), input: { draftId } });
    expect(draft).toMatchObject({
      modelId: 'credit',
      rowCount,
      hasTime: true,
      hasLabels: true,
      fromMs: START_MS + (SECONDS - rowCount) * 1_000,
      toMs: START_MS + (SECONDS - 1) * 1_000,
      provenance: { kind: 'stream', stream: { topic: names.own }, rows: { read: rowCount, skipped: 0 } },
    });
    expect(draft.quality?.n).toBe(rowCount);
    const spans = draft.provenance.stream?.partitions.map(
      ({ fromOffset, toOffset }) => Number(toOffset) - Number(fromOffset),
    );
    expect(spans?.reduce((sum, span) => sum + span, 0)).toBe(rowCount);
    expect(draft.features.map(({ name, kind }) => [name, kind])).toEqual([
      ['x', 'numeric'],
      ['colour', 'categorical'],
      ['code', 'numeric'],
      ['prediction', 'numeric'],
    ]);
    expect(draft.features[2]?.warnings.join()).toMatch(/codes/u);
    expect(draft.warnings.join()).toMatch(/cover 5[01] minutes/u);
  });

  it('judges the rows’ own windows by the rule of production, and becomes a model', { timeout: 60_000 }, async () => {
    const stretch = { kind: 'between', fromMs: START_MS, toMs: START_MS + 3_600_000 };
    const { draftId, rowCount } = await frozen({ manifest: manifest('credit'), topic: names.own, stretch });
    expect(rowCount).toBe(3_600);
    const input = PreviewThresholdsInput.parse({ draftId, paneMs: 60_000, windowPanes: 5 });
    const preview = await previewThresholds({ ctx: ctx(), input });
    // The pane in which the rows begin, and the one in which they end, may be parts only.
    expect(preview).toMatchObject({ windowN: 300, windows: 54, note: null });
    expect(preview.counts.critical).toBe(0);
    expect(preview.counts.ok + preview.counts.warning).toBe(54);
    const manifestOf = { id: 'credit', name: 'Credit', predictionTopic: names.own };
    const created = await createModel({
      ctx: ctx(),
      input: CreateModelInput.parse({ manifest: manifestOf, draftId, from: 'reference-end' }),
    });
    expect(created.begins.predictions.kind).toBe('reference-end');
    const model = await test.database.db.model.findUniqueOrThrow({ where: { id: 'credit' } });
    expect(model.startFrom).toMatchObject({ offsets: { 0: '1200', 1: '1200', 2: '1200' } });
  });

  it('reads by a mapping, and leaves out what does not fit it', { timeout: 60_000 }, async () => {
    const mapping = {
      model: { const: 'age-model' },
      eventId: { path: 'req' },
      time: { record: true },
      features: { path: 'f' },
      score: { path: 'p' },
    };
    const stretch = { kind: 'last', rows: 2_000 };
    const { draftId, rowCount } = await frozen({
      manifest: manifest('age-model'),
      topic: names.mapped,
      mapping,
      stretch,
    });
    expect(rowCount).toBe(990);
    const { warnings } = await getReferenceDraft({ ctx: ctx(), input: { draftId } });
    expect(warnings.join()).toMatch(/10 of 1000 rows could not be used/u);
  });

  it('looks further back for the rows of a model that has few', { timeout: 60_000 }, async () => {
    const stretch = { kind: 'last', rows: 250 };
    const { rowCount } = await frozen({ manifest: manifest('rare'), topic: names.shared, stretch });
    expect(rowCount).toBeGreaterThanOrEqual(250);
    expect(rowCount).toBeLessThanOrEqual(300);
  });

  it('joins requests and answers that are messages of their own', { timeout: 60_000 }, async () => {
    const body = (index: number) => {
      const ce_time = new Date(START_MS + index * 1_000).toISOString();
      const event = { ce_id: String(index), ce_inferenceservicename: 'iris', ce_time };
      return [
        { ...event, type: 'request', value: { instances: [{ x: index % 10 }] } },
        { ...event, type: 'response', value: { predictions: [{ p: index % 2 === 0 ? 0.25 : 0.75 }] } },
      ];
    };
    await test.admin.ensureTopics([{ topic: names.split, partitions: 1, replicationFactor: 1 }]);
    const all = Array.from({ length: 400 }, (_, index) => body(index)).flat();
    await test.producer.send(
      names.split,
      all.map(({ type, value, ...headers }, index) => ({
        key: null,
        value: JSON.stringify(value),
        timestampMs: START_MS + index,
        headers: {
          ...headers,
          ce_type: `org.kubeflow.serving.inference.${type}`,
          ce_specversion: '1.0',
          ce_source: 'test',
          'content-type': 'application/json',
        },
      })),
    );
    const mapping = { format: 'kserve', score: { path: 'p' } };
    const task = await end('freeze-reference', {
      manifest: manifest('iris'),
      topic: names.split,
      mapping,
      stretch: { kind: 'last', rows: 1_000 },
    });
    expect(task.error).toBeNull();
    const { draftId, rowCount } = task.output as StreamTaskOutput<'freeze-reference'>;
    expect(rowCount).toBe(400);
    const { features } = await getReferenceDraft({ ctx: ctx(), input: { draftId } });
    expect(features.map(({ name, values }) => [name, values])).toEqual([
      ['x', 400],
      ['prediction', 400],
    ]);
  });
});

describe('the same from the command line', () => {
  const main = fileURLToPath(new URL('../../../packages/cli/src/main.ts', import.meta.url));
  const leeway = (...args: string[]) =>
    promisify(execFile)(process.execPath, [main, ...args, '--json'], {
      env: { PATH: process.env['PATH'], DATABASE_URL: test.database.connectionString },
    }).then(
      ({ stdout }) => ({ code: 0, said: JSON.parse(stdout) as Record<string, unknown> }),
      ({ code, stderr }: { code: number; stderr: string }) => ({
        code,
        said: JSON.parse(stderr) as Record<string, unknown>,
      }),
    );
  const iso = (ms: number) => new Date(ms).toISOString();
  const add = (...more: string[]) =>
    leeway('model', 'add-reference', '--model', 'cli-credit', '--reason', 'a calm hour', ...more);

  it('adds a reference from the model’s own topic, read as it is counted', { timeout: 90_000 }, async () => {
    // One that was made above has this topic read by another mapping.
    await test.database.db.model.deleteMany({});
    await registerModel({
      ctx: test.app.ctx(),
      input: {
        manifest: {
          id: 'cli-credit',
          name: 'Credit',
          predictionTopic: names.own,
          streamMapping: {
            model: { path: 'model', equals: 'credit' },
            eventId: { path: 'id' },
            time: { path: 'time' },
            features: { path: 'features' },
            score: { path: 'score' },
          },
          features: { code: 'categorical' },
        },
        rows: Array.from({ length: 300 }, (_, index) => ownEvent('cli-credit', 0, index)),
        source: 'a test',
      },
    });
    const { code, said } = await add('--last', '1000', '--activate');
    expect(said).toMatchObject({ modelId: 'cli-credit', isNew: true, active: true });
    expect(code).toBe(0);
    const { body } = await test.database.db.reference.findUniqueOrThrow({ where: { id: String(said['referenceId']) } });
    const reference = decodeReference(body);
    expect(reference.features.map(({ name, kind }) => [name, kind])).toContainEqual(['code', 'categorical']);
    expect(reference.provenance).toMatchObject({ kind: 'stream', detail: 'cli-credit, a calm hour' });
    expect(await add('--from', iso(START_MS), '--to', iso(START_MS + 60_000))).toMatchObject({
      code: 1,
      said: { error: expect.stringMatching(/60 rows of the model "cli-credit"/u) },
    });
  });

  it.each([
    ['neither', [], /either --reference, or --last/u],
    ['both', ['--last', '500', '--from', '2026-11-20'], /either --last or --from/u],
    ['too few rows', ['--last', '5'], /--last/u],
    ['no time', ['--from', 'yesterday'], /--from: expected a time/u],
  ])('is told what is wrong: %s', async (_case, more, words) => {
    const { code, said } = await add(...more);
    expect(code).toBe(2);
    expect(said['error']).toMatch(words);
  });
});

describe('what cannot be frozen says what to do', () => {
  const stretch = { kind: 'last', rows: 500 };
  it.each([
    ['a topic that is not there', { manifest: manifest('credit'), topic: 'nowhere', stretch }, /no topic "nowhere"/u],
    [
      'a mapping under which nothing decodes',
      { manifest: manifest('credit'), topic: names.own, mapping: { eventId: { path: 'nope' } }, stretch },
      /none fits the mapping. Most often: nope: missing. Change the mapping/u,
    ],
    [
      'a model that the topic does not hold',
      { manifest: manifest('debit'), topic: names.own, stretch },
      /none is of the model "debit": they are of "credit"/u,
    ],
    [
      'a stretch without messages',
      { manifest: manifest('credit'), topic: names.own, stretch: { kind: 'between', fromMs: 1, toMs: 2 } },
      /no messages in that stretch/u,
    ],
    [
      'too few rows',
      {
        manifest: manifest('credit'),
        topic: names.own,
        stretch: { kind: 'between', fromMs: START_MS, toMs: START_MS + 60_000 },
      },
      /60 rows of the model "credit"; a reference needs 200/u,
    ],
    [
      'labels from a topic that is not there',
      { manifest: manifest('credit'), topic: names.own, stretch, labelTopic: 'no-labels' },
      /no topic "no-labels"/u,
    ],
  ])('%s', { timeout: 60_000 }, async (_case, input, reason) => {
    const task = await end('freeze-reference', input);
    expect(task.state).toBe('failed');
    expect(task.error).toMatch(reason);
  });
});
