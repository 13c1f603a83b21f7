import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startPostgres, type PostgresServer } from '@leeway/devstack';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFaultRig, range, type FaultRig } from './fault-rig.ts';

let folder: string;
let server: PostgresServer;
let rig: FaultRig;
let start: () => Promise<PostgresServer>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leeway-fault-pg-'));
  // As root the server runs as another user, who must get through this folder to its own.
  await chmod(folder, 0o711);
  const port = await findFreePort();
  start = () =>
    startPostgres({ dataDir: join(folder, 'pg'), port, logFile: join(folder, 'pg.log'), database: 'postgres' });
  server = await start();
  // This suite's own server: it is stopped under the worker.
  process.env['LEEWAY_TEST_DATABASE_URL'] = server.connectionString;
  rig = await createFaultRig({ partitions: 3 });
});
afterAll(async () => {
  await rig.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

it('Postgres is gone for a minute and comes back', { timeout: 240_000 }, async () => {
  const worker = rig.startWorker();
  await rig.send(0, 3_000);
  await rig.untilCounted(3_000);
  const before = await rig.db.partitionProgress.findMany({
    where: { topic: rig.topic },
    orderBy: { partition: 'asc' },
  });
  await server.stop();
  // Far more than what is counted before the first flush that fails: the rest waits on the broker.
  for (let from = 3_000; from < 93_000; from += 10_000) {
    await rig.send(from, from + 10_000);
    await new Promise((resolve) => setTimeout(resolve, 6_700));
  }
  expect(worker.isRunning).toBe(true);
  server = await start();
  await rig.untilCounted(93_000, 90_000);
  await rig.expectExactly(range([0, 93_000]));
  expect(worker.isRunning).toBe(true);
  const after = await rig.db.partitionProgress.findMany({ where: { topic: rig.topic }, orderBy: { partition: 'asc' } });
  // The group was never left: nobody claimed the partitions anew.
  expect(after.map(({ ownerEpoch }) => ownerEpoch)).toEqual(before.map(({ ownerEpoch }) => ownerEpoch));
  expect(await rig.gaps()).toEqual([]);
});
