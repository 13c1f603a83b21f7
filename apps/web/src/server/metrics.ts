import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const DURATION_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'leeway_web_' });
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'leeway_web_http_seconds',
      help: 'Time from request to the end of its answer, by group of routes',
      labelNames: ['group', 'method', 'status'],
      buckets: DURATION_BUCKETS_SECONDS,
      registers: [registry],
    }),
    procedureSeconds: new Histogram({
      name: 'leeway_web_procedure_seconds',
      help: 'Time of one procedure call; subscriptions are not in it',
      labelNames: ['procedure', 'outcome'],
      buckets: DURATION_BUCKETS_SECONDS,
      registers: [registry],
    }),
    liveClients: new Gauge({
      name: 'leeway_web_live_clients',
      help: 'Pages that hold a live connection',
      registers: [registry],
    }),
    liveMessages: new Counter({
      name: 'leeway_web_live_messages_total',
      help: 'Messages that came over LISTEN, by kind',
      labelNames: ['kind'],
      registers: [registry],
    }),
    signIns: new Counter({
      name: 'leeway_web_sign_ins_total',
      help: 'Attempts to sign in, by way and outcome',
      labelNames: ['way', 'outcome'],
      registers: [registry],
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

declare global {
  var leewayWebMetrics: Metrics | undefined;
}

/** Next bundles routes apart, but they share one process: the registry hangs on the global object. */
export function metrics(): Metrics {
  globalThis.leewayWebMetrics ??= createMetrics();
  return globalThis.leewayWebMetrics;
}
