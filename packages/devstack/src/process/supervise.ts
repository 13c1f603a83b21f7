import { backoffMs } from './backoff.ts';
import type { ExitInfo } from './service-process.ts';

export type Running = { exited: Promise<ExitInfo>; stop: () => Promise<void> };

export type ServiceDefinition = {
  name: string;
  logFile: string;
  /** Resolves when the service is healthy; leaves nothing running when it rejects. */
  start: () => Promise<Running>;
};

/** A service that ran this long before it ended starts again after the shortest wait. */
const STEADY_AFTER_MS = 60_000;

/**
 * Starts a service and from then on starts it again whenever it ends by itself, each time after a longer wait,
 * saying so. A first start that fails is thrown to the caller.
 */
export async function supervise(
  service: ServiceDefinition,
  options: { say: (line: string) => void; waitMs?: (restart: number) => number },
): Promise<{ stop: () => Promise<void> }> {
  const waitMs = options.waitMs ?? backoffMs;
  const stopping = new AbortController();
  let running: Running | null = await service.start();
  let startedAt = Date.now();
  let restarts = 0;

  async function startAgain(ended: string): Promise<void> {
    restarts = Date.now() - startedAt > STEADY_AFTER_MS ? 1 : restarts + 1;
    const wait = waitMs(restarts);
    options.say(`${service.name} ${ended}; starting it again in ${wait / 1000} s. Its log: ${service.logFile}`);
    if (!(await pause(wait, stopping.signal))) return;
    const began = Date.now();
    try {
      running = await service.start();
      startedAt = Date.now();
      options.say(`${service.name} is back after ${((startedAt - began) / 1000).toFixed(1)} s`);
    } catch (error) {
      running = null;
      if (!stopping.signal.aborted) await startAgain(`did not start (${firstLine(error)})`);
    }
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted && running !== null) {
      const exit = await running.exited;
      if (stopping.signal.aborted) return;
      running = null;
      await startAgain(`ended by itself (${describeExit(exit)})`);
    }
  }

  const watching = watch();
  return {
    stop: async () => {
      stopping.abort();
      await running?.stop();
      await watching;
      // A restart that was under way when the stop came.
      await running?.stop();
    },
  };
}

export function describeExit(exit: ExitInfo): string {
  return exit.signal === null ? `exit code ${exit.code ?? 'unknown'}` : `signal ${exit.signal}`;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** false when `signal` cut it short. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(false);
      return;
    }
    const timer = setTimeout(() => resolve(true), ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve(false);
      },
      { once: true },
    );
  });
}
