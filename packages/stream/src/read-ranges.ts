import { randomUUID } from 'node:crypto';
import { OpenRanges, type OffsetRange } from './open-ranges.ts';
import type { ConsumerHandlers, Stream, StreamConsumer, StreamRecord } from './port.ts';
import { TopicUnreadable } from './topic-unreadable.ts';
import { watchTopic } from './watch-topic.ts';

export type { OffsetRange };

export type RangesToRead = {
  topic: string;
  ranges: ReadonlyMap<number, OffsetRange>;
  /**
   * Told in order of offsets within a partition, each record once; awaited before more of the partition is read. What it
   * throws ends the reading and is thrown on.
   */
  onRecords: (partition: number, records: readonly StreamRecord[]) => Promise<void> | void;
  /** Ends the reading: what was told until then is all. */
  signal?: AbortSignal | undefined;
  /** Without a single record for so long, the brokers are taken for away. */
  idleMs?: number | undefined;
};

/** `lost`: offsets in the ranges that are not there any more, or whose batch cannot be unpacked. */
export type RangesRead = { isComplete: boolean; lost: bigint };

const IDLE_MS = 60_000;

/**
 * Reads ranges of a topic in a consumer group of its own that nobody else is in, and commits nothing, so that nobody's
 * position moves. Throws TopicUnreadable when the topic goes away meanwhile.
 */
export async function readRanges(stream: Stream, input: RangesToRead): Promise<RangesRead> {
  const { topic, signal } = input;
  const { promise: finished, resolve: finish, reject: fail } = Promise.withResolvers<boolean>();
  const open = new OpenRanges(input.ranges, () => finish(true));
  if (open.isEmpty) return { isComplete: true, lost: 0n };
  const consumer = await stream.openConsumer({
    groupId: `leeway-inspect-${randomUUID()}`,
    topics: [topic],
    handlers: handlersOf(input, open, { consumer: () => consumer, fail }),
  });
  const admin = await stream.openAdmin();
  const watch = watchTopic(admin, topic, {
    look: async () => {
      open.giveUpBefore(await admin.offsets(topic));
      if (Date.now() - open.progressMs > (input.idleMs ?? IDLE_MS))
        throw new TopicUnreadable(`Nothing more of the topic "${topic}" could be read: its brokers do not answer.`);
    },
    fail,
  });
  const abort = () => finish(false);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    if (signal?.aborted === true) return { isComplete: false, lost: open.lost };
    // A topic that went away may never let the start come to its end.
    consumer.start().catch(fail);
    return { isComplete: await finished, lost: open.lost };
  } finally {
    signal?.removeEventListener('abort', abort);
    watch.stop();
    await consumer.close();
    await admin.close();
  }
}

function handlersOf(
  { topic, onRecords }: RangesToRead,
  open: OpenRanges,
  { consumer, fail }: { consumer: () => StreamConsumer; fail: (error: unknown) => void },
): ConsumerHandlers {
  let hasFailed = false;
  return {
    onAssigned: (assignment) => {
      for (const { partition } of assignment) {
        const offset = open.positionOf(partition);
        if (offset !== undefined) consumer().seek({ topic, partition, offset });
      }
    },
    onBatch: async (batch, control) => {
      const { partition, lastOffset } = batch;
      if (hasFailed || control.isStale() || open.positionOf(partition) === undefined) return;
      const wanted = open.wantedOf(batch);
      try {
        if (wanted.length > 0) await onRecords(partition, wanted);
      } catch (error) {
        // Thrown on to the client it would be taken for a batch to try again.
        hasFailed = true;
        return fail(error);
      }
      await control.heartbeat();
      open.advance(partition, lastOffset + 1n);
      control.resolve(lastOffset);
      // What comes behind the range is not fetched for nothing.
      if (open.positionOf(partition) === undefined) consumer().pause({ topic, partition });
    },
    onSkipped: ({ partition, nextOffset }) => open.advance(partition, nextOffset),
    onFatal: fail,
  };
}
