import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

export type CommandResult = { code: number | null; stdout: string; output: string };

/**
 * Runs a command to its end and keeps what it wrote (`output` is both streams in order). It is in a process group of
 * its own: aborting `signal` ends the command with everything that it started.
 */
export async function runCommand(input: {
  command: string;
  args: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  logFile?: string;
  signal?: AbortSignal | undefined;
  /** Ends it when it takes longer; its code is then null. */
  withinMs?: number;
  /** How long it may take to end after it was told to. */
  graceMs?: number;
}): Promise<CommandResult> {
  input.signal?.throwIfAborted();
  const child = spawn(input.command, input.args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: input.env ?? process.env,
    cwd: input.cwd,
  });
  let stdout = '';
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
    if (input.logFile !== undefined) appendFileSync(input.logFile, chunk);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    keep(chunk);
  });
  child.stderr.on('data', keep);
  const endGroup = (): void => {
    signalGroup(child.pid, 'SIGTERM');
    setTimeout(() => signalGroup(child.pid, 'SIGKILL'), input.graceMs ?? 5000).unref();
  };
  const timer =
    input.withinMs === undefined
      ? null
      : setTimeout(() => {
          keep(Buffer.from(`\nended after ${(input.withinMs ?? 0) / 1000} s, the longest it may take\n`));
          endGroup();
        }, input.withinMs);
  input.signal?.addEventListener('abort', endGroup, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    input.signal?.throwIfAborted();
    return { code, stdout, output };
  } finally {
    if (timer !== null) clearTimeout(timer);
    input.signal?.removeEventListener('abort', endGroup);
  }
}

export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The whole group is gone.
  }
}
