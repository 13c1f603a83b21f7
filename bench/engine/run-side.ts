import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SideResult } from './measured-side.ts';

const WITHIN_MS = 600_000;

/** A side in a process of its own. `onAssigned` is told how many partitions it owns. */
export type RunningSide = { child: ChildProcess; result: Promise<SideResult> };

export function startSide(
  file: 'side-consume.ts' | 'side-receive.ts' | 'side-engine.ts',
  input: object,
  onAssigned: (partitions: number, child: ChildProcess) => void = () => undefined,
): RunningSide {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const execArgv = ['--disable-warning=TimeoutNegativeWarning', ...(process.env['BENCH_NODE_FLAGS']?.split(' ') ?? [])];
  const child = fork(path, [JSON.stringify(input)], { execArgv });
  const { promise, resolve, reject } = Promise.withResolvers<SideResult>();
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    reject(new Error(`${file}: not done within ${WITHIN_MS} ms`));
  }, WITHIN_MS);
  let result: SideResult | null = null;
  child.on('message', (message: SideResult | { assigned: number }) => {
    if ('assigned' in message) onAssigned(message.assigned, child);
    else result = message;
  });
  child.on('exit', (code, signal) => {
    clearTimeout(timer);
    if (result === null) reject(new Error(`${file} ended with ${code ?? signal} before it was done`));
    else resolve(result);
  });
  return { child, result: promise };
}

/** Ends what is still running: after a failure of another side. */
export function endSides(sides: readonly RunningSide[]): void {
  for (const { child } of sides) if (child.exitCode === null) child.kill('SIGTERM');
}
