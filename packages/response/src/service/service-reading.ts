/** How the model answered in one window: counts, and the 95th percentile as an interval of the latency grid. */
export type ServiceReading = {
  startMs: number;
  endMs: number;
  events: number;
  errors: number;
  /** Upper edge of the cell that holds the 95th percentile; null when nothing was timed. Infinity above the grid. */
  p95Ms: number | null;
  /** Width of that cell: the most that the percentile can be off. */
  p95BoundMs: number;
};

export type ServiceThresholds = { p95CriticalMs: number | null; errorShareCritical: number };

export type ServiceVerdict = {
  verdict: 'ok' | 'critical' | 'insufficient';
  latencyBad: boolean;
  errorsBad: boolean;
  errorShare: number | null;
};
