/** Waits until `sent` events are due: `rate` a second since the first. Ends at once when told to stop. */
export function createPacer(ratePerSecond: number, signal: AbortSignal): { after: (sent: number) => Promise<void> } {
  const startedMs = performance.now();
  return {
    after: async (sent) => {
      const waitMs = startedMs + (sent / ratePerSecond) * 1_000 - performance.now();
      if (waitMs <= 0 || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, waitMs);
        signal.addEventListener('abort', end);
      });
    },
  };
}
