import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WorkerProcess } from '../worker-process.ts';
import { createFaultRig, range, type FaultRig } from './fault-rig.ts';

let rig: FaultRig;
beforeEach(async () => {
  rig = await createFaultRig({ partitions: 6 });
});
afterEach(() => rig.close());

/** About 1,000 events a second until told to stop; resolves with how many there were. */
async function produce(isEnough: () => boolean): Promise<number> {
  let sent = 0;
  while (!isEnough()) {
    await rig.send(sent, sent + 200);
    sent += 200;
    await new Promise((resolve) => setTimeout(resolve, 180));
  }
  return sent;
}

const untilSaid = (worker: WorkerProcess, words: string, times = 1) =>
  vi.waitFor(() => expect(worker.output.split(words).length - 1).toBeGreaterThanOrEqual(times), { timeout: 60_000 });

it('one worker becomes three and one again under load', { timeout: 240_000 }, async () => {
  let isOver = false;
  const producing = produce(() => isOver);
  const first = rig.startWorker();
  await rig.untilCounted(1_000);
  const others = [rig.startWorker(), rig.startWorker()] as const;
  for (const other of others) await untilSaid(other, 'joined the consumer group');
  const before = await rig.counted();
  await rig.untilCounted(before + 3_000);
  const owners = await rig.db.partitionProgress.findMany({ where: { topic: rig.topic } });
  expect(owners.every(({ ownerEpoch }) => ownerEpoch >= 2n)).toBe(true);
  expect(await others[0].end('SIGTERM')).toBe(0);
  await others[1].end('SIGKILL');
  const after = await rig.counted();
  await rig.untilCounted(after + 5_000);
  isOver = true;
  const produced = await producing;
  await rig.untilCounted(produced);
  await rig.expectExactly(range([0, produced]));
  expect(await rig.gaps()).toEqual([]);
  expect(await first.end('SIGTERM')).toBe(0);
});

it('is killed and paused again and again', { timeout: 240_000 }, async () => {
  let isOver = false;
  const producing = produce(() => isOver);
  let worker = rig.startWorker();
  for (let turn = 0; turn < 3; turn += 1) {
    const before = await rig.counted();
    await rig.untilCounted(before + 500);
    if (turn === 1) {
      // Longer than its session: somebody else owns the partitions when it wakes up.
      worker.pause();
      const next = rig.startWorker();
      await rig.untilCounted((await rig.counted()) + 1_000);
      worker.resume();
      await rig.untilCounted((await rig.counted()) + 1_000);
      await worker.end('SIGTERM');
      worker = next;
    } else {
      await worker.end('SIGKILL');
      worker = rig.startWorker();
    }
  }
  isOver = true;
  const produced = await producing;
  await rig.untilCounted(produced);
  await rig.expectExactly(range([0, produced]));
  expect(await rig.gaps()).toEqual([]);
});
