import {
  getReferenceDraft,
  getStreamTask,
  requestStreamTask,
  type StreamTaskOutput,
  type StreamTaskView,
} from '@leeway/services';
import { TestSchemaRegistry, uniqueName } from '@leeway/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTasks } from '../src/pipelines/tasks/start-tasks.ts';
import type { Pipeline } from '../src/worker-app.ts';
import { createTestApp, type TestApp } from './test-app.ts';

const topic = uniqueName('framed');
const strange = uniqueName('strange');
const SCHEMA = JSON.stringify({
  type: 'record',
  name: 'Answer',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'model', type: 'string' },
    { name: 'time', type: { type: 'long', logicalType: 'timestamp-millis' } },
    {
      name: 'features',
      type: { type: 'record', name: 'Seen', fields: [{ name: 'x', type: 'double' }] },
    },
    { name: 'score', type: 'double' },
  ],
});
let test: TestApp;
let registry: TestSchemaRegistry;
let pipeline: Pipeline;
const ctx = () => ({ ...test.app.ctx(), actor: { kind: 'person', id: 'ada', name: 'Ada', role: 'admin' } as const });

function long(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = 2n * BigInt(value); ; rest >>= 7n) {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    if (rest <= 127n) return Buffer.from(bytes);
  }
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

const text = (value: string) => Buffer.concat([long(Buffer.byteLength(value)), Buffer.from(value)]);

/** Confluent's frame (a zero byte, the schema's number), then Avro. */
function framed(schemaId: number, index: number): Buffer {
  const frame = Buffer.alloc(5);
  frame.writeUInt32BE(schemaId, 1);
  const timeMs = Date.now() - index * 1_000;
  return Buffer.concat([frame, text(`e${index}`), text('framed'), long(timeMs), double(index), double(0.5)]);
}

async function freeze(of: string): Promise<StreamTaskView> {
  const input = {
    manifest: { id: 'framed', positiveClass: '1', features: {} },
    topic: of,
    mapping: { format: 'avro' },
    stretch: { kind: 'last', rows: 1_000 },
  };
  const { id } = await requestStreamTask({ ctx: ctx(), input: { kind: 'freeze-reference', input } });
  return vi.waitFor(
    async () => {
      const task = await getStreamTask({ ctx: ctx(), input: { id } });
      expect(['done', 'failed']).toContain(task.state);
      return task;
    },
    { timeout: 30_000, interval: 100 },
  );
}

beforeAll(async () => {
  registry = await TestSchemaRegistry.start();
  test = await createTestApp({ SCHEMA_REGISTRY_URL: registry.url });
  await test.admin.ensureTopics([topic, strange].map((name) => ({ topic: name, partitions: 1, replicationFactor: 1 })));
  const schemaId = await registry.register(`${topic}-value`, { schema: SCHEMA });
  for (const [to, id] of [
    [topic, schemaId],
    [strange, 4_000_000],
  ] as const)
    await test.producer.send(
      to,
      Array.from({ length: 300 }, (_, index) => ({ key: null, value: framed(id, index) })),
    );
  pipeline = await startTasks(test.app);
}, 240_000);
afterAll(async () => {
  await pipeline.stop();
  await test.close();
  await registry.remove();
});

it('reads messages by the schemas of a registry', { timeout: 60_000 }, async () => {
  const task = await freeze(topic);
  expect(task.error).toBeNull();
  const { draftId } = task.output as StreamTaskOutput<'freeze-reference'>;
  const draft = await getReferenceDraft({ ctx: ctx(), input: { draftId } });
  expect(draft).toMatchObject({ rowCount: 300, modelId: 'framed' });
});

it('says which schema nobody knows', { timeout: 60_000 }, async () => {
  const task = await freeze(strange);
  expect(task.state).toBe('failed');
  expect(task.error).toMatch(/4000000/u);
});
