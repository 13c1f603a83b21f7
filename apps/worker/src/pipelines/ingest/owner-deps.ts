import type { StreamProducer, TopicPartition } from '@leeway/stream';
import type { Logger } from 'pino';
import type { WorkerMetrics } from '../../metrics.ts';
import type { IngestRegistry } from './ingest-model.ts';
import type { PaneSink } from './pane-sink.ts';

/** What the owner of a partition works with. */
export type OwnerDeps = {
  sink: PaneSink;
  producer: StreamProducer;
  registry: () => IngestRegistry;
  /** Where a topic's partition begins and ends now; null when there is no such partition. */
  offsets: (origin: TopicPartition) => Promise<{ low: bigint; high: bigint } | null>;
  seek: (position: TopicPartition & { offset: bigint }) => void;
  flushMs: number;
  idleMs: number;
  now: () => number;
  log: Logger;
  metrics: WorkerMetrics;
};
