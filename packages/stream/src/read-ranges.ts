import { randomUUID } from 'node:crypto';
import type { Stream, StreamAdmin, StreamRecord, TopicPartition } from './port.ts';
import { TopicUnreadable } from './topic-unreadable.ts';

/** `to` is the first offset that is not read. */
export type OffsetRange = { from: bigint; to: bigint };

export type RangesToRead = {
  topic: string;
  ranges: ReadonlyMap<number, OffsetRange>;
  /** Told in order of offsets within a partition, each record once; awaited before more of the partition is read. */
  onRecords: (partition: number, records: readonly StreamRecord[]) => Promise<void> | void;
  /** Ends the reading: what was told until then is all. */
  signal?: AbortSignal | undefined;
  /** Without a single record for so long, the brokers are taken for away. */
  idleMs?: number | undefined;
};

/** `lost`: offsets in the ranges that are not there any more, or whose batch cannot be unpacked. */
export type RangesRead = { isComplete: boolean; lost: bigint };

const WATCH_MS = 2_000;
const IDLE_MS = 60_000;

/**
 * Reads ranges of a topic in a consumer group of its own that nobody else is in, and commits nothing, so that nobody's
 * position moves. Throws TopicUnreadable when the topic goes away meanwhile.
 */
export async function readRanges(stream: Stream, input: RangesToRead): Promise<RangesRead> {
  const { topic, ranges, onRecords, signal } = input;
  const open = new Map(
    [...ranges].filter(([, { from, to }]) => from < to).map(([partition, range]) => [partition, { ...range }]),
  );
  let lost = 0n;
  let progressMs = Date.now();
  if (open.size === 0) return { isComplete: true, lost };
  const { promise: finished, resolve: finish, reject: fail } = Promise.withResolvers<boolean>();

  /** `read`: how many of the offsets that are passed over were there to be read. */
  function advance(partition: number, nextOffset: bigint): void {
    const range = open.get(partition);
    progressMs = Date.now();
    if (range === undefined || nextOffset <= range.from) return;
    range.from = nextOffset;
    if (range.from >= range.to) open.delete(partition);
    if (open.size === 0) finish(true);
  }

  const consumer = await stream.openConsumer({
    groupId: `leeway-inspect-${randomUUID()}`,
    topics: [topic],
    handlers: {
      onAssigned: (assignment: TopicPartition[]) => {
        for (const { partition } of assignment) {
          const range = open.get(partition);
          if (range !== undefined) consumer.seek({ topic, partition, offset: range.from });
        }
      },
      onBatch: async (batch, control) => {
        const range = open.get(batch.partition);
        if (range === undefined || control.isStale()) return;
        // The log begins later by now: retention took what lay before.
        if (batch.firstOffset > range.from) lost += least(batch.firstOffset, range.to) - range.from;
        for (const { fromOffset, toOffset } of batch.unreadable)
          lost += overlap({ from: fromOffset, to: toOffset }, { from: range.from, to: range.to });
        const wanted = [...batch.records].filter(({ offset }) => offset >= range.from && offset < range.to);
        if (wanted.length > 0) await onRecords(batch.partition, wanted);
        await control.heartbeat();
        advance(batch.partition, batch.lastOffset + 1n);
        control.resolve(batch.lastOffset);
        // What comes behind the range is not fetched for nothing.
        if (!open.has(batch.partition)) consumer.pause({ topic, partition: batch.partition });
      },
      onSkipped: ({ partition, nextOffset }) => advance(partition, nextOffset),
      onFatal: fail,
    },
  });
  const admin = await stream.openAdmin();
  const watch = watchTopic(admin, topic, {
    look: async () => {
      const offsets = await admin.offsets(topic);
      for (const { partition, low } of offsets) {
        const range = open.get(partition);
        if (range === undefined || low < range.to) continue;
        lost += range.to - range.from;
        advance(partition, range.to);
      }
      if (Date.now() - progressMs > (input.idleMs ?? IDLE_MS))
        throw new TopicUnreadable(`Nothing more of the topic "${topic}" could be read: its brokers do not answer.`);
    },
    fail,
  });
  const abort = () => finish(false);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    if (signal?.aborted === true) return { isComplete: false, lost };
    // A topic that went away may never let the start come to its end.
    consumer.start().catch(fail);
    return { isComplete: await finished, lost };
  } finally {
    signal?.removeEventListener('abort', abort);
    watch.stop();
    await consumer.close();
    await admin.close();
  }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function overlap(a: OffsetRange, b: OffsetRange): bigint {
  const from = a.from > b.from ? a.from : b.from;
  const to = least(a.to, b.to);
  return to > from ? to - from : 0n;
}

/** Looks again and again whether the topic is still the one that was there at the beginning. */
function watchTopic(
  admin: StreamAdmin,
  topic: string,
  { look, fail }: { look: () => Promise<void>; fail: (error: Error) => void },
): { stop: () => void } {
  let first: string | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout;
  async function tick(): Promise<void> {
    try {
      const id = (await admin.topicIds([topic])).get(topic);
      if (stopped) return;
      if (id === undefined || (first !== undefined && first !== id))
        throw new TopicUnreadable(`The topic "${topic}" was deleted while it was read.`);
      first = id;
      await look();
    } catch (error) {
      // Brokers that are away for a moment come back, or are told of by `look`.
      if (error instanceof TopicUnreadable && !stopped) return fail(error);
    }
    if (!stopped) timer = setTimeout(() => void tick(), WATCH_MS);
  }
  timer = setTimeout(() => void tick(), 0);
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
