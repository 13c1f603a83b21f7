import { expect, it } from 'vitest';
import type { ExitInfo } from './service-process.ts';
import { supervise, type Running } from './supervise.ts';

type Fake = Running & { end: (exit: ExitInfo) => void; isStopped: () => boolean };

function fakeRunning(): Fake {
  let end: (exit: ExitInfo) => void = () => undefined;
  let stopped = false;
  const exited = new Promise<ExitInfo>((resolve) => {
    end = resolve;
  });
  return {
    exited,
    end,
    isStopped: () => stopped,
    stop: () => {
      stopped = true;
      end({ code: null, signal: 'SIGTERM' });
      return Promise.resolve();
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not happen within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

it('starts a crashed service again, waits longer each time and says so', async () => {
  const runs: Fake[] = [];
  const lines: string[] = [];
  const waits: number[] = [];
  const supervised = await supervise(
    {
      name: 'worker',
      logFile: '/logs/worker.log',
      start: () => {
        runs.push(fakeRunning());
        return Promise.resolve(runs.at(-1) ?? fakeRunning());
      },
    },
    {
      say: (line) => lines.push(line),
      waitMs: (restart) => {
        waits.push(restart);
        return 1;
      },
    },
  );
  runs[0]?.end({ code: 3, signal: null });
  await until(() => runs.length === 2);
  runs[1]?.end({ code: null, signal: 'SIGKILL' });
  await until(() => runs.length === 3);
  await until(() => lines.length === 4);
  await supervised.stop();
  expect(waits).toEqual([1, 2]);
  expect(lines[0]).toContain('worker ended by itself (exit code 3); starting it again');
  expect(lines[0]).toContain('/logs/worker.log');
  expect(lines[1]).toContain('worker is back');
  expect(lines[2]).toContain('signal SIGKILL');
  expect(runs[2]?.isStopped()).toBe(true);
});

it('keeps trying when a restart fails', async () => {
  const lines: string[] = [];
  let starts = 0;
  const first = fakeRunning();
  const last = fakeRunning();
  const supervised = await supervise(
    {
      name: 'web',
      logFile: 'web.log',
      start: () => {
        starts += 1;
        if (starts === 1) return Promise.resolve(first);
        return starts < 4 ? Promise.reject(new Error('port is taken\nmore')) : Promise.resolve(last);
      },
    },
    { say: (line) => lines.push(line), waitMs: () => 1 },
  );
  first.end({ code: 1, signal: null });
  await until(() => lines.some((line) => line.includes('is back')));
  await supervised.stop();
  expect(lines.filter((line) => line.includes('did not start (port is taken)'))).toHaveLength(2);
  expect(last.isStopped()).toBe(true);
});

it('throws a first start that fails to the caller', async () => {
  await expect(
    supervise(
      { name: 'web', logFile: 'web.log', start: () => Promise.reject(new Error('no')) },
      { say: () => undefined },
    ),
  ).rejects.toThrow('no');
});

it('does not start again what is being stopped, even in the middle of a wait', async () => {
  let starts = 0;
  const run = fakeRunning();
  const lines: string[] = [];
  const supervised = await supervise(
    {
      name: 'web',
      logFile: 'web.log',
      start: () => {
        starts += 1;
        return Promise.resolve(run);
      },
    },
    { say: (line) => lines.push(line), waitMs: () => 60_000 },
  );
  run.end({ code: 1, signal: null });
  await until(() => lines.length === 1);
  await supervised.stop();
  expect(starts).toBe(1);
});
