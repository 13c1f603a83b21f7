import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { processIdentity } from './process-identity.ts';
import { recordProcess, stopSurvivors, survivingProcesses } from './process-record.ts';

let dir = '';
const children: ChildProcess[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'leeway-run-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

function sleeper(script = 'setTimeout(() => {}, 60_000)'): Promise<number> {
  const child = spawn(process.execPath, ['-e', `${script}; console.log("up")`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  return new Promise((resolve) => child.stdout.once('data', () => resolve(child.pid ?? 0)));
}

const options = { rankOf: () => 1, signalOf: () => 'SIGTERM' as const, graceMs: 3000 };

it('stops what is recorded and still runs, and forgets it', async () => {
  recordProcess(dir, 'worker', await sleeper());
  expect(survivingProcesses(dir).map(({ name }) => name)).toEqual(['worker']);
  expect(await stopSurvivors(dir, options)).toEqual(['worker']);
  expect(survivingProcesses(dir)).toEqual([]);
  expect(readdirSync(dir)).toEqual([]);
});

it('stops lower ranks first', async () => {
  const stubborn = 'process.on("SIGTERM", () => setTimeout(() => process.exit(), 200)); setTimeout(() => {}, 60_000)';
  const app = await sleeper(stubborn);
  recordProcess(dir, 'worker', app);
  recordProcess(dir, 'storage', await sleeper());
  const seen: boolean[] = [];
  await stopSurvivors(dir, {
    rankOf: (name) => (name === 'worker' ? 1 : 2),
    signalOf: (name) => {
      if (name === 'storage') seen.push(processIdentity(app) === null);
      return 'SIGTERM';
    },
    graceMs: 3000,
  });
  expect(seen).toEqual([true]);
});

it('kills what ignores the signal', async () => {
  recordProcess(dir, 'deaf', await sleeper('process.on("SIGTERM", () => {}); setTimeout(() => {}, 60_000)'));
  expect(await stopSurvivors(dir, { ...options, graceMs: 300 })).toEqual(['deaf']);
  expect(survivingProcesses(dir)).toEqual([]);
});

it('never touches a process that only has the same number', async () => {
  const pid = await sleeper();
  writeFileSync(join(dir, 'kafka.json'), JSON.stringify({ name: 'kafka', pid, identity: 'an earlier process' }));
  expect(await stopSurvivors(dir, options)).toEqual([]);
  expect(processIdentity(pid)).not.toBeNull();
});

it('ignores records that were cut short and folders that are not there', async () => {
  writeFileSync(join(dir, 'web.json'), '{"name":"we');
  expect(await stopSurvivors(dir, options)).toEqual([]);
  expect(survivingProcesses(join(dir, 'absent'))).toEqual([]);
});

it('knows no identity of a process that has ended', async () => {
  const pid = await sleeper();
  const ended = new Promise((resolve) => children[0]?.once('exit', resolve));
  children[0]?.kill('SIGKILL');
  await ended;
  expect(processIdentity(pid)).toBeNull();
  expect(processIdentity(process.pid)).not.toBeNull();
});
