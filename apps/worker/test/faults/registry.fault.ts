import { TestSchemaRegistry } from '@leeway/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createFaultRig, range, type FaultRig } from './fault-rig.ts';

let registry: TestSchemaRegistry;
let rig: FaultRig;
beforeAll(async () => {
  registry = await TestSchemaRegistry.start();
}, 300_000);
afterAll(() => registry.remove());
beforeEach(async () => {
  rig = await createFaultRig({ partitions: 2 });
});
afterEach(() => rig.close());

/** A schema of its own for each stretch, so that each has to be fetched. */
const schemaOf = (stretch: number) => ({
  schema: JSON.stringify({
    type: 'record',
    name: `Answer${stretch}`,
    fields: [
      ...['id', 'model', 'version', 'city', 'status'].map((name) => ({ name, type: 'string' })),
      ...['time', 'prediction'].map((name) => ({ name, type: 'long' })),
      ...['age', 'score', 'latencyMs'].map((name) => ({ name, type: 'double' })),
      { name: 'income', type: ['null', 'double'] },
    ],
  }),
});

function long(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = 2n * BigInt(value); ; rest >>= 7n) {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    if (rest <= 127n) return Buffer.from(bytes);
  }
}

function text(value: unknown): Buffer {
  const bytes = Buffer.from(String(value));
  return Buffer.concat([long(bytes.length), bytes]);
}

function double(value: unknown): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(Number(value));
  return bytes;
}

function avro(schemaId: number, index: number): Buffer {
  const { id, model, version, features, status, time, prediction, score, latencyMs } = rig.event(index);
  const { age, city, income } = features;
  const frame = Buffer.alloc(5);
  frame.writeUInt32BE(schemaId, 1);
  return Buffer.concat([
    frame,
    ...[id, model, version, city, status].map(text),
    ...[time, Number(prediction)].map(long),
    ...[age, score, latencyMs].map(double),
    ...(income === null ? [long(0)] : [long(1), double(income)]),
  ]);
}

async function send(stretch: number, from: number, to: number, schemaId?: number): Promise<void> {
  const id = schemaId ?? (await registry.register(rig.topic, schemaOf(stretch)));
  await rig.producer.send(
    rig.topic,
    [...range([from, to])].map((index) => ({ key: `e${index}`, value: avro(id, index) })),
  );
}

const untilWaiting = () =>
  vi.waitFor(
    async () =>
      expect(
        await rig.db.partitionProgress.count({ where: { topic: rig.topic, waitsFor: { contains: 'schema' } } }),
      ).toBe(2),
    { timeout: 60_000, interval: 200 },
  );

it('the registry is killed and comes back in mid-stream, and the worker with it', { timeout: 240_000 }, async () => {
  await rig.db.model.update({
    where: { id: rig.modelId },
    data: { streamMapping: { format: 'avro', features: { path: '', except: [] } } },
  });
  const worker = rig.startWorker({ SCHEMA_REGISTRY_URL: registry.url });
  await send(0, 0, 2_000);
  await rig.untilCounted(2_000);
  const next = await registry.register(rig.topic, schemaOf(1));
  const last = await registry.register(rig.topic, schemaOf(2));
  await registry.stop('SIGKILL');
  await send(1, 2_000, 4_000, next);
  await untilWaiting();
  // Long enough that a member that gave no sign would be thought dead.
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  expect(worker.isRunning).toBe(true);
  expect(await rig.counted()).toBe(2_000);
  await registry.start();
  await rig.untilCounted(4_000);
  // A worker that knows no schema at all begins while the registry is down.
  await registry.stop('SIGKILL');
  await worker.end('SIGKILL');
  await send(2, 4_000, 5_000, last);
  const second = rig.startWorker({ SCHEMA_REGISTRY_URL: registry.url });
  await untilWaiting();
  await registry.start();
  await rig.untilCounted(5_000);
  await rig.expectExactly(range([0, 5_000]));
  expect(await rig.totals()).toMatchObject({ events: 5_000, deadLettered: 0, gaps: 0 });
  expect(await second.end('SIGTERM')).toBe(0);
});

it('a topic that is deleted for good leaves windows without data, and says why', { timeout: 240_000 }, async () => {
  rig.startWorker({ LEEWAY_WORKER_ROLES: 'ingest,evaluate' });
  await rig.send(0, 1_000);
  await rig.untilCounted(1_000);
  const deletedMs = Date.now();
  await rig.deleteTopic(rig.topic);
  await vi.waitFor(
    async () => {
      const evaluation = await rig.db.evaluation.findFirst({
        where: { modelId: rig.modelId, windowEndAt: { gt: new Date(deletedMs + 40_000) } },
        orderBy: { windowEndAt: 'desc' },
      });
      expect(evaluation?.verdict).toBe('no-data');
    },
    { timeout: 120_000, interval: 500 },
  );
  const partitions = await rig.db.partitionProgress.findMany({ where: { topic: rig.topic } });
  expect(new Set(partitions.map(({ waitsFor }) => waitsFor))).toEqual(new Set(['the topic does not exist']));
});
