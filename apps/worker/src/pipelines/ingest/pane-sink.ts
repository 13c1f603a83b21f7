import {
  addPartitions,
  claimPartition,
  flushIngest,
  loadSeenEvents,
  openTopics,
  readPosition,
  recordDataGap,
  signGoneTopics,
  signPartitions,
  type ClaimedPartition,
  type Db,
  type FlushOutcome,
  type IngestDelta,
  type OpenedTopic,
  type PartitionSign,
  type SeenEventsRow,
} from '@leeway/store';

/** Where pane deltas and offsets go, together. Another transport of deltas takes its place behind this. */
export interface PaneSink {
  /** Null = the partition is not known yet. */
  claim(topic: string, partition: number): Promise<ClaimedPartition | null>;
  /** Gives partitions their rows; returns the topics that were made anew since they were read last. */
  open(topics: OpenedTopic[]): Promise<string[]>;
  /** A row for a partition that has just appeared. */
  add(partitions: OpenedTopic): Promise<void>;
  position(topic: string, partition: number): Promise<{ epoch: bigint; nextOffset: bigint } | null>;
  flush(delta: IngestDelta): Promise<FlushOutcome>;
  gap(gap: Parameters<typeof recordDataGap>[1]): Promise<FlushOutcome>;
  sign(signs: PartitionSign[]): Promise<void>;
  /** Topics that the brokers do not have: windows are to close without them. */
  signGone(gone: Parameters<typeof signGoneTopics>[1]): Promise<void>;
  seenEvents(input: Parameters<typeof loadSeenEvents>[1]): Promise<SeenEventsRow[]>;
}

export function createStoreSink(db: Db): PaneSink {
  return {
    claim: (topic, partition) => claimPartition(db, topic, partition),
    add: (partitions) => addPartitions(db, partitions),
    open: (topics) => openTopics(db, { topics, atMs: Date.now() }),
    position: (topic, partition) => readPosition(db, topic, partition),
    flush: (delta) => flushIngest(db, delta),
    gap: (gap) => recordDataGap(db, gap),
    sign: (signs) => signPartitions(db, signs),
    signGone: (gone) => signGoneTopics(db, gone),
    seenEvents: (input) => loadSeenEvents(db, input),
  };
}
