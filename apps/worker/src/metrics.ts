import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LATENESS_SECONDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 86_400];

export type WorkerMetrics = ReturnType<typeof createMetrics>;

/** Prometheus metrics of one worker. Names are a contract with dashboards and rules in deploy/. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    events: new Counter({
      name: 'leeway_ingest_events_total',
      help: 'Prediction events counted into panes',
      labelNames: ['model'],
      registers,
    }),
    labels: new Counter({
      name: 'leeway_ingest_labels_total',
      help: 'Label events read',
      labelNames: ['model'],
      registers,
    }),
    late: new Counter({
      name: 'leeway_ingest_late_total',
      help: 'Events too old to be counted',
      labelNames: ['model'],
      registers,
    }),
    duplicates: new Counter({
      name: 'leeway_ingest_duplicates_total',
      help: 'Events whose id was seen before, not counted again',
      labelNames: ['model'],
      registers,
    }),
    deadLetters: new Counter({
      name: 'leeway_ingest_dead_letters_total',
      help: 'Messages that could not be read, sent to the dead-letter topic',
      labelNames: ['topic'],
      registers,
    }),
    gaps: new Counter({
      name: 'leeway_ingest_data_gaps_total',
      help: 'Stretches of offsets that were gone before they were read',
      labelNames: ['topic'],
      registers,
    }),
    waiting: new Gauge({
      name: 'leeway_ingest_waiting_partitions',
      help: 'Partitions that are not read on because something that they need is away',
      labelNames: ['topic'],
      registers,
    }),
    schemaRequests: new Counter({
      name: 'leeway_schema_registry_requests_total',
      help: 'Schemas asked for at the schema registry, by what came of it',
      labelNames: ['outcome'],
      registers,
    }),
    lag: new Gauge({
      name: 'leeway_ingest_lag_records',
      help: 'Records produced but not yet stored',
      labelNames: ['topic', 'partition'],
      registers,
    }),
    lateness: new Histogram({
      name: 'leeway_ingest_lateness_seconds',
      help: 'Arrival of an event less the largest event time seen before it in its partition, where positive',
      buckets: LATENESS_SECONDS,
      registers,
    }),
    flushSeconds: new Histogram({
      name: 'leeway_flush_seconds',
      help: 'One flush of one partition to Postgres',
      labelNames: ['outcome'],
      buckets: SECONDS,
      registers,
    }),
    evaluationSeconds: new Histogram({
      name: 'leeway_evaluation_seconds',
      help: 'Judging one window, reading and recording included',
      buckets: SECONDS,
      registers,
    }),
    evaluationDelaySeconds: new Histogram({
      name: 'leeway_evaluation_delay_seconds',
      help: 'End of a window until its verdict is recorded',
      buckets: [0.5, 1, 2, 3, 5, 7.5, 10, 15, 30, 60, 300, 3_600],
      registers,
    }),
    evaluations: new Counter({
      name: 'leeway_evaluations_total',
      help: 'Windows judged',
      labelNames: ['model', 'verdict'],
      registers,
    }),
    labelsJoined: new Counter({
      name: 'leeway_labels_joined_total',
      help: 'Labels joined with their prediction',
      labelNames: ['model'],
      registers,
    }),
    labelsExpired: new Counter({
      name: 'leeway_labels_expired_total',
      help: 'Predictions or labels whose counterpart did not come in time',
      labelNames: ['model', 'side'],
      registers,
    }),
  };
}
