import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BUILD = fileURLToPath(new URL('../../apps/worker/build.ts', import.meta.url));
const MAIN = fileURLToPath(new URL('../../apps/worker/dist/main.js', import.meta.url));
const MIB = 2 ** 20;

export type WorkerMemory = {
  /** Resident, now and at its highest, as Linux counts it. */
  rssMiB: number;
  peakRssMiB: number;
  heapMiB: number;
  /** Outside of the heap: edges, counts, buffers. */
  externalMiB: number;
  /** Processor time since it was started. */
  cpuSeconds: number;
};

/** As deploy/docker/Dockerfile has it. */
const FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=30'];
const ALLOCATOR = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_TRIM_THRESHOLD_: '131072' };

/** The worker as its image runs it: bundled, which leaves out the compiler that running TypeScript takes. */
export async function buildWorker(): Promise<void> {
  const [code] = (await once(spawn(process.execPath, [BUILD], { stdio: 'inherit' }), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the worker could not be built (${code})`);
}

/** The built worker in a process of its own. */
export function startMeasuredWorker(env: Record<string, string>, port: number) {
  const child = spawn(process.execPath, [...FLAGS, ...(process.env['BENCH_NODE_FLAGS']?.split(' ') ?? []), MAIN], {
    env: { ...process.env, ...ALLOCATOR, LEEWAY_WORKER_PORT: String(port), LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = once(child, 'exit');
  return {
    pid: child.pid,
    async memory(): Promise<WorkerMemory> {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const kib = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`, 'u').exec(status)?.[1] ?? Number.NaN);
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const metric = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'mu').exec(metrics)?.[1] ?? Number.NaN);
      return {
        rssMiB: Math.round(kib('VmRSS') / 1_024),
        peakRssMiB: Math.round(kib('VmHWM') / 1_024),
        heapMiB: Math.round(metric('nodejs_heap_size_used_bytes') / MIB),
        externalMiB: Math.round(metric('nodejs_external_memory_bytes') / MIB),
        cpuSeconds: metric('process_cpu_seconds_total'),
      };
    },
    async isReady(): Promise<boolean> {
      return fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    async end(): Promise<void> {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
