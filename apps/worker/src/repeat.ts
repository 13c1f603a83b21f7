import type { Logger } from 'pino';

/**
 * Runs `work` again and again with `everyMs` between the end of one run and the start of the next; never two at once.
 * A failure is logged and waits longer each time, up to 30 s.
 */
export function repeat(input: { name: string; everyMs: number; work: () => Promise<void>; log: Logger }): {
  stop: () => Promise<void>;
  /** Runs as soon as possible. */
  wake: () => void;
  failures: () => number;
} {
  const { name, everyMs, work, log } = input;
  let stopped = false;
  let failures = 0;
  let wake: () => void = () => undefined;
  let awake = false;

  async function run(): Promise<void> {
    while (!stopped) {
      awake = false;
      try {
        await work();
        if (failures > 0) log.info({ step: name, failures }, 'works again');
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn({ step: name, failures, err: error }, 'failed; trying again');
      }
      if (stopped) return;
      const waitMs = failures === 0 ? everyMs : Math.min(30_000, Math.max(everyMs, 250 * 2 ** failures));
      if (!awake) await pause(waitMs);
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const running = run();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
    wake: () => {
      awake = true;
      wake();
    },
    failures: () => failures,
  };
}
