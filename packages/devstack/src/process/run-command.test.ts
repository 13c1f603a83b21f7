import { expect, it, vi } from 'vitest';
import { processIdentity } from './process-identity.ts';
import { runCommand } from './run-command.ts';

const node = process.execPath;

it('keeps both streams and the exit code', async () => {
  const result = await runCommand({
    command: node,
    args: ['-e', 'console.log("a"); console.error("b"); process.exit(3)'],
  });
  expect(result.code).toBe(3);
  expect(result.stdout).toBe('a\n');
  expect(result.output).toContain('b\n');
});

it('fails when there is no such command', async () => {
  await expect(runCommand({ command: '/no/such/command', args: [] })).rejects.toThrow('ENOENT');
});

const PARENT = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'inherit' });
  console.log(child.pid);
  setTimeout(() => {}, 60_000);
`;

it('ends the command and what it started when it takes too long', async () => {
  const result = await runCommand({ command: node, args: ['-e', PARENT], withinMs: 400 });
  expect(result.code).toBeNull();
  expect(result.output).toContain('ended after 0.4 s');
  // A machine with much to do takes a moment to bury it.
  await vi.waitFor(() => expect(processIdentity(Number.parseInt(result.stdout, 10))).toBeNull(), { timeout: 5_000 });
});

it('throws the reason when it is aborted', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('enough')), 100);
  const outcome = runCommand({ command: node, args: ['-e', PARENT], signal: stop.signal });
  await expect(outcome).rejects.toThrow('enough');
});
