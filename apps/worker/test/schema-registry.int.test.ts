import { registerModel } from '@leeway/services';
import { TestSchemaRegistry, uniqueName } from '@leeway/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startIngest } from '../src/pipelines/ingest/start-ingest.ts';
import type { Pipeline } from '../src/worker-app.ts';
import { createTestApp, type TestApp } from './test-app.ts';
import { testEvent } from './test-model.ts';

const topic = uniqueName('avro');
const plain = uniqueName('beside');
let test: TestApp;
let registry: TestSchemaRegistry;
let pipeline: Pipeline;

/** `extra`: another version of the schema, with one more field. */
const schemaOf = (extra: boolean) =>
  JSON.stringify({
    type: 'record',
    name: 'Answer',
    fields: [
      { name: 'id', type: 'string' },
      { name: 'model', type: 'string' },
      { name: 'time', type: { type: 'long', logicalType: 'timestamp-millis' } },
      {
        name: 'features',
        type: {
          type: 'record',
          name: 'Seen',
          fields: [
            { name: 'age', type: 'double' },
            { name: 'city', type: 'string' },
          ],
        },
      },
      { name: 'score', type: 'double' },
      ...(extra ? [{ name: 'region', type: 'string', default: '' }] : []),
    ],
  });

/** Avro 1.12, by hand: zigzag lengths before texts, little-endian doubles. */
function avro(schemaId: number, index: number, extra: boolean): Buffer {
  const { id, time, features, score } = testEvent('riders', index, Date.now());
  const double = (value: unknown): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(Number(value));
    return bytes;
  };
  const long = (value: number): Buffer => {
    const bytes: number[] = [];
    for (let rest = 2n * BigInt(value); ; rest >>= 7n) {
      bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
      if (rest <= 127n) return Buffer.from(bytes);
    }
  };
  const text = (value: unknown): Buffer => {
    const bytes = Buffer.from(String(value));
    return Buffer.concat([long(bytes.length), bytes]);
  };
  const frame = Buffer.alloc(5);
  frame.writeUInt32BE(schemaId, 1);
  const fields = [text(id), text('riders'), long(time), double(features['age']), text(features['city']), double(score)];
  return Buffer.concat([frame, ...fields, ...(extra ? [text('south')] : [])]);
}

async function register(id: string, predictionTopic: string, format: 'avro' | 'json'): Promise<void> {
  await registerModel({
    ctx: test.app.ctx(),
    input: {
      manifest: { id, name: id, predictionTopic, paneMs: 60_000, streamMapping: { format } },
      rows: Array.from({ length: 500 }, (_, index) => testEvent(id, 10_000 + index, 0)),
      source: 'a test',
    },
  });
}

const send = (to: string, values: (Buffer | string)[], partition = 0) =>
  test.producer.send(
    to,
    values.map((value) => ({ key: null, value, partition })),
  );

async function counted(of: string): Promise<{ events: number; deadLettered: number }> {
  const { _sum: sum } = await test.app.db.ingestCounter.aggregate({
    where: { topic: of },
    _sum: { events: true, deadLettered: true },
  });
  return { events: sum.events ?? 0, deadLettered: sum.deadLettered ?? 0 };
}
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 100 });

beforeAll(async () => {
  registry = await TestSchemaRegistry.start();
  test = await createTestApp({ SCHEMA_REGISTRY_URL: registry.url });
  await test.admin.ensureTopics([
    { topic, partitions: 1, replicationFactor: 1 },
    { topic: plain, partitions: 1, replicationFactor: 1 },
  ]);
  await register('riders', topic, 'avro');
  await register('walkers', plain, 'json');
  pipeline = await startIngest(test.app);
}, 240_000);
afterAll(async () => {
  await pipeline.stop();
  await test.close();
  await registry.remove();
});

it('counts Avro by the schemas of a real registry, and tells what has none', { timeout: 60_000 }, async () => {
  const schemaId = await registry.register(`${topic}-value`, { schema: schemaOf(false) });
  await send(topic, [
    ...Array.from({ length: 200 }, (_, index) => avro(schemaId, index, false)),
    avro(987_654, 200, false),
    Buffer.from('{"id":"no Avro"}'),
    ...Array.from({ length: 100 }, (_, index) => avro(schemaId, 300 + index, false)),
  ]);
  await until(async () => expect(await counted(topic)).toEqual({ events: 300, deadLettered: 2 }));
  const { _sum } = await test.app.db.pane.aggregate({ where: { modelId: 'riders' }, _sum: { n: true } });
  expect(_sum.n).toBe(300);
});

it('waits for a schema while the registry is down, alone, and then loses nothing', { timeout: 120_000 }, async () => {
  const before = await counted(topic);
  const schemaId = await registry.register(`${topic}-value`, { schema: schemaOf(true) });
  await registry.stop('SIGKILL');
  await send(
    topic,
    Array.from({ length: 150 }, (_, index) => avro(schemaId, 1_000 + index, true)),
  );
  await until(async () => {
    const progress = await test.app.db.partitionProgress.findFirstOrThrow({ where: { topic } });
    expect(progress.waitsFor).toContain(`waits for schema ${schemaId}`);
  });
  expect(pipeline.notReady()).toContain(`waits for schema ${schemaId}`);
  // Whoever needs no schema is read on.
  await send(
    plain,
    Array.from({ length: 50 }, (_, index) => JSON.stringify(testEvent('walkers', index, Date.now()))),
  );
  await until(async () => expect(await counted(plain)).toEqual({ events: 50, deadLettered: 0 }));
  expect(await counted(topic)).toEqual(before);
  await registry.start();
  await until(async () =>
    expect(await counted(topic)).toEqual({ events: before.events + 150, deadLettered: before.deadLettered }),
  );
  await until(async () => {
    const progress = await test.app.db.partitionProgress.findFirstOrThrow({ where: { topic } });
    expect(progress).toMatchObject({ waitsFor: null, nextOffset: 452n });
  });
});
