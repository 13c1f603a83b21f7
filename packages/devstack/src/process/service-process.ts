import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { signalGroup } from './run-command.ts';

export type ExitInfo = { code: number | null; signal: NodeJS.Signals | null };

/** A process that runs beside us until it is stopped, its output going to a file. */
export type ServiceProcess = {
  pid: number;
  exited: Promise<ExitInfo>;
  hasExited: () => boolean;
  /** Sends `signal`, then SIGKILL when it is still there after `graceMs`. Resolves when the process is gone. */
  stop: (options?: { signal?: NodeJS.Signals; graceMs?: number }) => Promise<void>;
};

/**
 * Spawns in a session of its own, so that a terminal's Ctrl-C reaches only the starter, which then stops its
 * services in order. The output goes straight to the file: it goes on when the starter dies.
 */
export async function spawnService(input: {
  command: string;
  args: string[];
  logFile: string;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** Called as soon as the process exists, long before it is healthy. */
  onSpawn?: ((pid: number) => void) | undefined;
}): Promise<ServiceProcess> {
  const log = openSync(input.logFile, 'a');
  const child = spawn(input.command, input.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: input.env ?? process.env,
    cwd: input.cwd,
    ...(input.uid === undefined ? {} : { uid: input.uid }),
    ...(input.gid === undefined ? {} : { gid: input.gid }),
  });
  closeSync(log);
  const service = await watch(child, input.command);
  input.onSpawn?.(service.pid);
  return service;
}

async function watch(child: ChildProcess, command: string): Promise<ServiceProcess> {
  let gone = false;
  const exited = new Promise<ExitInfo>((resolve) => {
    child.once('exit', (code, signal) => {
      gone = true;
      resolve({ code, signal });
    });
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      if (child.pid === undefined) reject(new Error(`${command} has no process id`));
      else resolve(child.pid);
    });
  });
  return {
    pid,
    exited,
    hasExited: () => gone,
    stop: async ({ signal = 'SIGTERM', graceMs = 15_000 } = {}) => {
      if (gone) return;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
      // What it started and did not stop itself.
      signalGroup(child.pid, 'SIGKILL');
    },
  };
}
