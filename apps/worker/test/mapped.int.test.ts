import { uniqueName } from '@leeway/testing';
import { listModels, registerModel } from '@leeway/services';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createRegistryLoader } from '../src/pipelines/ingest/load-registry.ts';
import { startIngest } from '../src/pipelines/ingest/start-ingest.ts';
import type { Pipeline } from '../src/worker-app.ts';
import { createTestApp, type TestApp } from './test-app.ts';
import { testEvent } from './test-model.ts';

let test: TestApp;
let pipeline: Pipeline;
const topic = uniqueName('kserve');

async function register(id: string, name: string, score = 'p'): Promise<void> {
  await registerModel({
    ctx: test.app.ctx(),
    input: {
      manifest: {
        id,
        name: id,
        predictionTopic: topic,
        paneMs: 60_000,
        streamMapping: {
          format: 'kserve',
          model: { header: 'ce_inferenceservicename', equals: name },
          score: { path: score },
        },
      },
      rows: Array.from({ length: 1_000 }, (_, index) => testEvent(id, index, 0)),
      source: 'a test',
    },
  });
}

beforeAll(async () => {
  test = await createTestApp();
  await test.admin.ensureTopics([{ topic, partitions: 1, replicationFactor: 1 }]);
  await register('credit', 'Credit');
  await register('fraud', 'Fraud');
  pipeline = await startIngest(test.app);
});
afterAll(async () => {
  await pipeline.stop();
  await test.close();
});

it('counts batches of an inference logger as rows, request and answer as one prediction, each for its model', async () => {
  const time = new Date().toISOString();
  const headers = (name: string, side: string, id: number) => ({
    ce_specversion: '1.0',
    ce_id: `r${id}`,
    ce_time: time,
    ce_type: `org.kubeflow.serving.inference.${side}`,
    ce_inferenceservicename: name,
  });
  for (let call = 0; call < 20; call += 1) {
    const name = call % 4 === 0 ? 'Fraud' : 'Credit';
    const events = Array.from({ length: 5 }, (_, row) => testEvent('m', call * 5 + row, 0));
    const outputs = [{ name: 'p', shape: [5, 1], datatype: 'FP64', data: events.map(({ score }) => score) }];
    await test.producer.send(topic, [
      {
        key: null,
        value: JSON.stringify({ instances: events.map(({ features }) => features) }),
        headers: headers(name, 'request', call),
      },
      { key: null, value: JSON.stringify({ model_version: '3', outputs }), headers: headers(name, 'response', call) },
    ]);
  }
  await test.producer.send(topic, [{ key: null, value: '{', headers: headers('Credit', 'request', 99) }]);
  const totals = async (modelId: string) =>
    (await test.app.db.pane.aggregate({ where: { modelId }, _sum: { n: true } }))._sum.n;
  await vi.waitFor(
    async () => {
      const counters = await test.app.db.ingestCounter.aggregate({
        where: { topic },
        _sum: { events: true, deadLettered: true },
      });
      expect(counters._sum).toEqual({ events: 200, deadLettered: 1 });
    },
    { timeout: 20_000, interval: 100 },
  );
  expect([await totals('credit'), await totals('fraud')]).toEqual([75, 25]);
});

it('refuses a model that would read the topic otherwise, or under a name that is taken', async () => {
  await expect(register('other', 'Other', 'q')).rejects.toThrow('by another mapping');
  await expect(register('second', 'Credit')).rejects.toThrow('is called "Credit"');
});

it('a model whose stored mapping cannot be read says so and stops nobody else', async () => {
  await test.app.db.model.update({ where: { id: 'fraud' }, data: { streamMapping: { features: { as: 'array' } } } });
  const { models } = await createRegistryLoader(test.app.db)();
  expect([...models.keys()]).toEqual(['credit']);
  const listed = await listModels({ ctx: test.app.ctx() });
  expect(listed.find(({ id }) => id === 'fraud')).toMatchObject({
    status: 'unknown',
    unknownReason: expect.stringContaining(
      'misconfigured: its stored mapping of predictions cannot be read (features.order',
    ),
  });
  await expect(register('another', 'Another')).resolves.toBeUndefined();
});
