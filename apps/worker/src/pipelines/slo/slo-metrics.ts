import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Metrics of the role `slo`, on the worker's registry. */
export function createSloMetrics(registry: Registry) {
  const registers = [registry];
  return {
    refreshSeconds: new Histogram({
      name: 'leeway_slo_refresh_seconds',
      help: "Bringing one model's minutes and SLOs up to date",
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    failures: new Counter({
      name: 'leeway_slo_refresh_failures_total',
      help: 'Models whose SLOs could not be brought up to date',
      labelNames: ['model'],
      registers,
    }),
    slos: new Gauge({ name: 'leeway_slos', help: 'SLOs that are judged', registers }),
  };
}
