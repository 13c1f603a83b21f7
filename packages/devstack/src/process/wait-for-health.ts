import { StartError } from '../start-error.ts';
import { readLogTail } from './read-log-tail.ts';
import type { ServiceProcess } from './service-process.ts';

/** Waits until `url` answers 200; fails at once when the process ends, or after `withinMs`. */
export async function waitForHealth(input: {
  name: string;
  url: string;
  process: ServiceProcess;
  logFile: string;
  withinMs: number;
  signal?: AbortSignal | undefined;
}): Promise<void> {
  const deadline = Date.now() + input.withinMs;
  let lastAnswer = 'nothing';
  for (;;) {
    input.signal?.throwIfAborted();
    if (input.process.hasExited()) {
      throw new StartError(
        `${input.name} ended while starting:\n${await readLogTail(input.logFile, 12)}`,
        `read ${input.logFile}`,
      );
    }
    const answer = await ask(input.url);
    if (answer === 200) return;
    lastAnswer = String(answer);
    if (Date.now() > deadline) {
      throw new StartError(
        `${input.name} was not healthy within ${input.withinMs / 1000} s (${input.url} answered ${lastAnswer})`,
        `read ${input.logFile}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function ask(url: string): Promise<number | 'nothing'> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 'nothing';
  }
}
