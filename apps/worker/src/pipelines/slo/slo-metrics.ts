import { Counter, Histogram, type Registry } from 'prom-client';

/** Metrics of the role `slo`, on the worker's registry. */
export function createSloMetrics(registry: Registry) {
  const registers = [registry];
  const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
  return {
    countSeconds: new Histogram({
      name: 'leeway_slo_refresh_seconds',
      help: "Bringing one model's minutes up to date",
      buckets,
      registers,
    }),
    judgeSeconds: new Histogram({
      name: 'leeway_slo_judge_seconds',
      help: 'Judging all SLOs that needed it',
      buckets,
      registers,
    }),
    failures: new Counter({
      name: 'leeway_slo_refresh_failures_total',
      help: 'Models whose SLOs could not be brought up to date',
      labelNames: ['model'],
      registers,
    }),
    judged: new Counter({ name: 'leeway_slos_judged_total', help: 'SLOs that were judged', registers }),
  };
}
