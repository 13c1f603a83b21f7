export type StepPrinter = {
  /** Runs `work` and prints one line with its time; `work` may return a note for that line. */
  step: (name: string, work: () => Promise<string | undefined>) => Promise<void>;
  /** Names `work` in the last line of a terminal for as long as it goes on, and prints nothing itself. */
  during: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  say: (line: string) => void;
  close: () => void;
};

export type StepOutput = {
  write: (text: string) => unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
};

/** Prints each step when it is done. On a terminal a last line also shows what is still going on. */
export function createStepPrinter(out: StepOutput, now: () => number = () => performance.now()): StepPrinter {
  const isTerminal = out.isTTY === true;
  const running = new Map<string, number>();
  const timer = isTerminal ? setInterval(showRunning, 1000) : null;
  timer?.unref();
  let isShown = false;

  function clearRunning(): void {
    if (!isShown) return;
    out.write('\r\u001B[K');
    isShown = false;
  }

  function showRunning(): void {
    clearRunning();
    if (!isTerminal || running.size === 0) return;
    const parts = [...running].map(([name, since]) => `${name} ${Math.floor((now() - since) / 1000)} s`);
    out.write(`  … ${parts.join(', ')}`.slice(0, (out.columns ?? 80) - 1));
    isShown = true;
  }

  function print(line: string): void {
    clearRunning();
    out.write(`${line}\n`);
    showRunning();
  }

  async function during<T>(name: string, work: () => Promise<T>): Promise<T> {
    running.set(name, now());
    showRunning();
    try {
      return await work();
    } finally {
      running.delete(name);
    }
  }

  return {
    during,
    step: async (name, work) => {
      const since = now();
      try {
        const note = await during(name, work);
        print(stepLine({ mark: '✓', name, tookMs: now() - since, note }));
      } catch (error) {
        print(stepLine({ mark: '✗', name, tookMs: now() - since, note: undefined }));
        throw error;
      }
    },
    say: print,
    close: () => {
      if (timer !== null) clearInterval(timer);
      running.clear();
      clearRunning();
    },
  };
}

export function stepLine(step: { mark: string; name: string; tookMs: number; note: string | undefined }): string {
  const took = `${(step.tookMs / 1000).toFixed(1)} s`;
  return `  ${step.mark} ${step.name.padEnd(26)}${took.padStart(8)}${step.note === undefined ? '' : `  ${step.note}`}`;
}
