import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** The worker as it runs in production: a process of its own, ended here by its own id. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  #output = '';

  constructor(env: Record<string, string>) {
    this.#child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, LEEWAY_WORKER_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString('utf8')).slice(-200_000);
    };
    this.#child.stdout?.on('data', keep);
    this.#child.stderr?.on('data', keep);
  }

  get output(): string {
    return this.#output;
  }

  /** Resident memory now and at its highest, in MiB, as Linux counts it. */
  memoryMiB(): { now: number; highest: number } {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    const kib = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`, 'u').exec(status)?.[1] ?? Number.NaN);
    return { now: Math.round(kib('VmRSS') / 1_024), highest: Math.round(kib('VmHWM') / 1_024) };
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Stops it in its tracks, as a long pause of a virtual machine does. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (!this.isRunning) return this.#child.exitCode;
    const exited = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  }
}
