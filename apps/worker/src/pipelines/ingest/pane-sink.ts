import {
  claimPartition,
  ensurePartitions,
  flushIngest,
  loadSeenEvents,
  readPosition,
  recordDataGap,
  signPartitions,
  type ClaimedPartition,
  type Db,
  type FlushOutcome,
  type IngestDelta,
  type PartitionSign,
  type SeenEventsRow,
} from '@leeway/store';

/** Where pane deltas and offsets go, together. Another transport of deltas takes its place behind this. */
export interface PaneSink {
  /** Null = the partition is not known yet. */
  claim(topic: string, partition: number): Promise<ClaimedPartition | null>;
  ensure(topic: string, partitions: { partition: number; low: bigint }[]): Promise<void>;
  position(topic: string, partition: number): Promise<{ epoch: bigint; nextOffset: bigint } | null>;
  flush(delta: IngestDelta): Promise<FlushOutcome>;
  gap(gap: Parameters<typeof recordDataGap>[1]): Promise<FlushOutcome>;
  sign(signs: PartitionSign[]): Promise<void>;
  seenEvents(input: Parameters<typeof loadSeenEvents>[1]): Promise<SeenEventsRow[]>;
}

export function createStoreSink(db: Db): PaneSink {
  return {
    claim: (topic, partition) => claimPartition(db, topic, partition),
    ensure: async (topic, partitions) => {
      await ensurePartitions(db, topic, partitions);
    },
    position: (topic, partition) => readPosition(db, topic, partition),
    flush: (delta) => flushIngest(db, delta),
    gap: (gap) => recordDataGap(db, gap),
    sign: (signs) => signPartitions(db, signs),
    seenEvents: (input) => loadSeenEvents(db, input),
  };
}
