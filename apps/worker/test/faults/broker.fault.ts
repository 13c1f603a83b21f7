import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createFaultRig, range, type FaultRig } from './fault-rig.ts';
import { OwnBroker } from './own-broker.ts';

let broker: OwnBroker;
let rig: FaultRig;
beforeAll(async () => {
  broker = await OwnBroker.start();
});
afterAll(() => broker.remove());
beforeEach(async () => {
  rig = await createFaultRig({ partitions: 2, brokers: broker.brokers });
});
afterEach(() => rig.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const sendPoison = (count: number) =>
  rig.producer.send(
    rig.topic,
    Array.from({ length: count }, (_, index) => ({ key: `poison-${index}`, value: 'not an event' })),
  );

it('the broker is restarted, once in order and once by SIGKILL', { timeout: 240_000 }, async () => {
  const worker = rig.startWorker();
  await rig.send(0, 3_000);
  await rig.untilCounted(3_000);
  await broker.stop();
  await pause(15_000);
  await broker.start();
  await rig.send(3_000, 6_000);
  await sendPoison(20);
  await rig.untilCounted(6_000);
  // Written, but perhaps not read yet when the broker dies.
  await rig.send(6_000, 9_000);
  await broker.stop('SIGKILL');
  await pause(5_000);
  await broker.start();
  await rig.send(9_000, 10_000);
  await rig.untilCounted(10_000, 90_000);
  await rig.expectExactly(range([0, 10_000]));
  expect(await rig.totals()).toMatchObject({ events: 10_000, deadLettered: 20, gaps: 0 });
  expect(worker.isRunning).toBe(true);
});

it('the broker freezes for half a minute and goes on', { timeout: 240_000 }, async () => {
  const worker = rig.startWorker();
  await rig.send(0, 2_000);
  await rig.untilCounted(2_000);
  await rig.send(2_000, 3_000);
  broker.freeze();
  await pause(30_000);
  broker.thaw();
  await rig.send(3_000, 5_000);
  await rig.untilCounted(5_000, 120_000);
  await rig.expectExactly(range([0, 5_000]));
  expect(worker.isRunning).toBe(true);
  expect(await rig.gaps()).toEqual([]);
});

it('bytes rot on the broker’s disk: those batches become gaps, the rest is counted', { timeout: 240_000 }, async () => {
  const send = async (from: number, to: number) => {
    const records = [...range([from, to])].map((index) => ({ key: null, value: JSON.stringify(rig.event(index)) }));
    // One batch: one request, one partition.
    await rig.producer.send(
      rig.topic,
      records.map((record) => ({ ...record, partition: 0 })),
    );
  };
  for (let batch = 0; batch < 10; batch += 1) await send(batch * 100, (batch + 1) * 100);
  await broker.stop();
  await spoilBatches(rig.topic, [3, 7]);
  await broker.start();
  const worker = rig.startWorker();
  await rig.untilCounted(800, 120_000);
  await rig.expectExactly(range([0, 300], [400, 700], [800, 1_000]));
  const gaps = await rig.gaps();
  expect(gaps.map(({ fromOffset, toOffset }) => [fromOffset, toOffset])).toEqual([
    [300n, 400n],
    [700n, 800n],
  ]);
  expect(gaps.every(({ reason }) => reason.includes('checksum'))).toBe(true);
  expect(await rig.totals()).toMatchObject({ events: 800, gapped: 200, gaps: 2 });
  expect(worker.isRunning).toBe(true);
});

/** Turns the lengths of the first records of some batches of partition 0 into nonsense. */
async function spoilBatches(topic: string, places: number[]): Promise<void> {
  const folder = join(broker.logDir, `${topic}-0`);
  const name = (await readdir(folder)).find((file) => file.endsWith('.log')) ?? '';
  const file = await open(join(folder, name), 'r+');
  const head = Buffer.alloc(61);
  let at = 0;
  for (let place = 0; place <= Math.max(...places); place += 1) {
    await file.read(head, 0, 61, at);
    if (places.includes(place)) await file.write(Buffer.alloc(200, 0xff), 0, 200, at + 61);
    at += 12 + head.readInt32BE(8);
  }
  await file.close();
}
