/** A partition of a topic. */
export type TopicPartition = { topic: string; partition: number };

export type HeaderValue = string | Uint8Array;
export type StreamHeaders = Record<string, HeaderValue | HeaderValue[] | undefined>;

export type StreamRecord = {
  offset: bigint;
  /** The record's own timestamp: the producer's clock, or the broker's where the topic says so. */
  timestampMs: number;
  key: Uint8Array | null;
  value: Uint8Array | null;
  headers: StreamHeaders;
  /** The whole fetch, and where in it the value lies (−1: nowhere), for those who read it there; not every record tells. */
  bytes?: Uint8Array;
  valueFrom?: number;
  valueTo?: number;
};

/** Records by ascending offset, each made when it is asked for; an array is one as well. */
export interface StreamRecords extends Iterable<StreamRecord> {
  readonly length: number;
  at(index: number): StreamRecord | undefined;
  slice(start: number, end?: number): StreamRecords;
}

export type StreamBatch = TopicPartition & {
  /** First and last offset of the fetched range, control records included. */
  firstOffset: bigint;
  lastOffset: bigint;
  /** Offset that the next produced record will get. */
  highWatermark: bigint;
  records: StreamRecords;
  /** Ranges whose bytes are there but cannot be unpacked; none of their records is among `records`. */
  unreadable: readonly UnreadableRange[];
};

export type UnreadableRange = { fromOffset: bigint; toOffset: bigint; reason: string };

export interface BatchControl {
  /** True once what is left of the batch must not be handled: a seek, a rebalance or a stop happened. */
  isStale(): boolean;
  /** Keeps the membership alive. Never throws: a rebalance makes the batch stale instead. */
  heartbeat(): Promise<void>;
  /** The next fetch begins after `offset`. Commits nothing. */
  resolve(offset: bigint): void;
}

export type ConsumerHandlers = {
  /** Called on every (re)join with everything that this member owns from now on. Must not throw. */
  onAssigned?: (assignment: TopicPartition[]) => void;
  onBatch: (batch: StreamBatch, control: BatchControl) => Promise<void>;
  /** A fetched range without readable records (transaction markers, compacted away). */
  onSkipped?: (range: TopicPartition & { firstOffset: bigint; nextOffset: bigint }) => void;
  /** The consumer is dead and will not come back: the process should end, so that its supervisor restarts it. */
  onFatal: (error: Error) => void;
};

export type ConsumerOptions = {
  groupId: string;
  topics: string[];
  handlers: ConsumerHandlers;
  sessionTimeoutMs?: number;
  /** Nothing of a batch's records is looked at once `onBatch` has returned, so that their bytes may be written over. */
  recyclesBytes?: boolean;
};

export interface StreamConsumer {
  start(): Promise<void>;
  /** Ignored when the partition is not assigned or the consumer does not run. */
  seek(position: TopicPartition & { offset: bigint }): void;
  /** Fetches nothing of the partition until `resume`; others are read on. What is underway is to be left by its handler. */
  pause(partition: TopicPartition): void;
  resume(partition: TopicPartition): void;
  /** Tells lag tools (and, where no other store has the offset, the next owner) what was handled. */
  commit(positions: (TopicPartition & { nextOffset: bigint })[]): Promise<void>;
  /** Leaves the group. Resolves after `deadlineMs` at the latest. */
  close(deadlineMs?: number): Promise<void>;
}

export type OutgoingRecord = {
  key: string | null;
  value: string | Uint8Array | null;
  headers?: Record<string, string>;
  timestampMs?: number;
  /** Else the key decides, or chance where there is none. */
  partition?: number;
};

export interface StreamProducer {
  /** Resolves when all in-sync replicas have the records. */
  send(topic: string, records: OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

export type NewTopic = {
  topic: string;
  partitions: number;
  replicationFactor?: number;
  config?: Record<string, string>;
};
/** `low` is the first offset still there, `high` the one that the next record gets. */
export type PartitionOffsets = { partition: number; low: bigint; high: bigint };

export interface StreamAdmin {
  listTopics(): Promise<string[]>;
  /** Creates those that are missing; returns their names. */
  ensureTopics(topics: NewTopic[]): Promise<string[]>;
  offsets(topic: string): Promise<PartitionOffsets[]>;
  /** The same for many topics at once; those that do not exist are left out. */
  offsetsOf(topics: string[]): Promise<Map<string, PartitionOffsets[]>>;
  /** By partition, the first record whose own timestamp is not before `atMs`; partitions without one are left out. */
  offsetsAt(topic: string, atMs: number): Promise<Map<number, bigint>>;
  /** Ids of the topics that exist: a topic that was deleted and made anew has another. */
  topicIds(topics: string[]): Promise<Map<string, string>>;
  close(): Promise<void>;
}

/** What the rest of Leeway knows of Kafka. */
export interface Stream {
  openConsumer(options: ConsumerOptions): Promise<StreamConsumer>;
  openProducer(): Promise<StreamProducer>;
  openAdmin(): Promise<StreamAdmin>;
}

/** Structured log in pino's shape. */
export type StreamLog = Record<'debug' | 'info' | 'warn' | 'error', (detail: object, message: string) => void>;
