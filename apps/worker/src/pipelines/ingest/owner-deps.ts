import type { SchemaFetcher, StreamProducer, TopicPartition } from '@leeway/stream';
import type { Logger } from 'pino';
import type { WorkerMetrics } from '../../metrics.ts';
import type { IngestRegistry } from './ingest-model.ts';
import type { PaneSink } from './pane-sink.ts';
import type { PredictionScanner } from './prediction-scanner.ts';
import type { UnknownModels } from './unknown-models.ts';

/** What the owner of a partition works with. */
export type OwnerDeps = {
  sink: PaneSink;
  producer: StreamProducer;
  registry: () => IngestRegistry;
  /** Where a topic's partition begins and ends now; null when there is no such partition. */
  offsets: (origin: TopicPartition) => Promise<{ low: bigint; high: bigint } | null>;
  unknownModels: UnknownModels;
  schemas: SchemaFetcher;
  /** Id of the topic when it was opened; "" when the brokers do not tell. */
  openedTopicId: (topic: string) => string;
  /** Its id now, by an answer not older than `sinceMs`; null when nobody knows. */
  topicIdSince: (topic: string, sinceMs: number) => Promise<string | null>;
  /** The topic was made anew. */
  onTopicRenewed: (topic: string) => void;
  /** What happens to batches that cannot be unpacked: a recorded gap, or the partition waits for somebody to help. */
  unreadable: 'gap' | 'wait';
  seek: (position: TopicPartition & { offset: bigint }) => void;
  /** Nothing of the partition is fetched until it is resumed. */
  pause: (origin: TopicPartition) => void;
  resume: (origin: TopicPartition) => void;
  /** Bytes of panes that one partition may gather before it is flushed. */
  maxPaneBytes: () => number;
  flushMs: number;
  idleMs: number;
  now: () => number;
  log: Logger;
  metrics: WorkerMetrics;
  scanner: PredictionScanner;
};
