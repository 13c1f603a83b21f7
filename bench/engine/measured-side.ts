/** What one side did between its first batch and its last message. */
export type SideResult = {
  messages: number;
  /** Epoch ms, so that sides in two processes can be put on one axis. */
  startMs: number;
  endMs: number;
  cpuMs: number;
  peakRssMb: number;
};

/** Clock, processor and memory of this process from the first call of `begin` on. */
export function createMeter() {
  let startMs: number | null = null;
  let before: NodeJS.CpuUsage | undefined;
  let peakRss = 0;
  const sample = () => {
    peakRss = Math.max(peakRss, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, 100);
  timer.unref();
  return {
    begin(): void {
      if (startMs !== null) return;
      startMs = performance.timeOrigin + performance.now();
      before = process.cpuUsage();
    },
    end(messages: number): SideResult {
      const endMs = performance.timeOrigin + performance.now();
      const { user, system } = process.cpuUsage(before);
      sample();
      clearInterval(timer);
      return {
        messages,
        startMs: startMs ?? endMs,
        endMs,
        cpuMs: (user + system) / 1_000,
        peakRssMb: peakRss / 2 ** 20,
      };
    },
  };
}
