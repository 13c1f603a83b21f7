import { getStreamTask, requestStreamTask, type StreamTaskOutput, type StreamTaskView } from '@leeway/services';
import { readLastRecords } from '@leeway/stream';
import { uniqueName } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTasks } from '../src/pipelines/tasks/start-tasks.ts';
import type { Pipeline } from '../src/worker-app.ts';
import { createTestApp, type TestApp } from './test-app.ts';

let test: TestApp;
let pipeline: Pipeline;
const topic = uniqueName('inspected');
const empty = uniqueName('empty');
/** Not long ago: brokers delete what is old. */
const BASE_MS = Date.now() - 3_600_000;
const ctx = () => ({
  ...test.app.ctx(),
  actor: { kind: 'person', id: 'ada', name: 'Ada', role: 'admin' } as const,
});

async function answerOf(kind: string, input: unknown): Promise<StreamTaskView> {
  const { id } = await requestStreamTask({ ctx: ctx(), input: { kind, input } });
  return vi.waitFor(
    async () => {
      const task = await getStreamTask({ ctx: ctx(), input: { id } });
      expect(['done', 'failed']).toContain(task.state);
      return task;
    },
    { timeout: 25_000, interval: 50 },
  );
}

beforeAll(async () => {
  test = await createTestApp();
  await test.admin.ensureTopics([
    { topic, partitions: 3, replicationFactor: 1 },
    { topic: empty, partitions: 1, replicationFactor: 1 },
  ]);
  for (let index = 0; index < 40; index += 1)
    await test.producer.send(topic, [
      {
        key: `k${index}`,
        value: JSON.stringify({ req: index, f: { age: index, text: 'a\u0000b' }, p: index / 40 }),
        headers: { 'X-Model': 'credit' },
        timestampMs: BASE_MS + index,
      },
    ]);
  await test.producer.send(topic, [{ key: 'bad', value: Buffer.from([0xff, 0, 1]), timestampMs: BASE_MS + 100 }]);
  pipeline = await startTasks(test.app);
});
afterAll(async () => {
  await pipeline.stop();
  await test.close();
});

describe('tasks on topics', () => {
  it('lists topics without the brokers’ own', async () => {
    const task = await answerOf('list-topics', {});
    const { topics } = task.output as StreamTaskOutput<'list-topics'>;
    expect(topics).toContain(topic);
    expect(topics.filter((name) => name.startsWith('__'))).toEqual([]);
  });

  it('shows the newest messages as they are and as a mapping reads them', async () => {
    const mapping = {
      model: { header: 'x-model' },
      eventId: { path: 'req' },
      time: { record: true },
      features: { path: 'f' },
      score: { path: 'p' },
    };
    const task = await answerOf('inspect-topic', { topic, mapping, last: 5 });
    expect(task).toMatchObject({ state: 'done', error: null });
    const { partitions, records } = task.output as StreamTaskOutput<'inspect-topic'>;
    expect(partitions).toBe(3);
    expect(records.map(({ key }) => key)).toEqual(['bad', 'k39', 'k38', 'k37', 'k36']);
    expect(records[0]).toMatchObject({
      encoding: 'base64',
      raw: '/wAB',
      kind: 'refused',
      problem: '(root): not UTF-8',
    });
    expect(records[1]).toMatchObject({
      headers: { 'X-Model': 'credit' },
      kind: 'predictions',
      rows: 1,
      problem: null,
      events: [
        { id: '39', model: 'credit', time: BASE_MS + 39, features: { age: 39, text: 'a\uFFFDb' }, score: 39 / 40 },
      ],
    });
    expect(JSON.parse(records[1]?.raw ?? '')).toMatchObject({ req: 39 });
  });

  it('says what is wrong with a message under the default mapping', async () => {
    const task = await answerOf('inspect-topic', { topic, last: 2 });
    const { records } = task.output as StreamTaskOutput<'inspect-topic'>;
    expect(records[1]).toMatchObject({ kind: 'refused', rows: 0 });
    expect(records[1]?.problem).toMatch(/^id: /u);
  });

  it('answers for an empty topic and for one that is not there', async () => {
    const nothing = await answerOf('inspect-topic', { topic: empty });
    expect(nothing).toMatchObject({ state: 'done', output: { partitions: 1, records: [] } });
    const missing = await answerOf('inspect-topic', { topic: 'no-such-topic' });
    expect(missing).toMatchObject({ state: 'failed', error: 'There is no topic "no-such-topic".' });
  });

  it('ends a look at a topic when it is told to', async () => {
    const signal = AbortSignal.abort();
    const { records, isComplete } = await readLastRecords(test.stream, { topic, count: 5, signal });
    expect([isComplete, records]).toEqual([false, []]);
  });
});
