import { randomUUID } from 'node:crypto';
import type { Stream, StreamBatch, StreamRecord, TopicPartition } from './port.ts';

const WITHIN_MS = 20_000;
const MAX_BYTES = 33_554_432;
/** A topic of many partitions: so many records of each, as long as they are enough together. */
const MIN_PER_PARTITION = 5;

export type LastRecord = StreamRecord & { partition: number };
export type LastRecords = { partitions: number; records: LastRecord[]; isComplete: boolean };

/** Why a topic could not be read, in words for whoever asked. */
export class TopicUnreadable extends Error {}

/**
 * The last `count` records of a topic by their timestamps, newest first. Joins a consumer group of its own that nobody
 * else is in and commits nothing, so that nobody's position moves.
 */
export async function readLastRecords(
  stream: Stream,
  input: { topic: string; count: number; withinMs?: number; signal?: AbortSignal },
): Promise<LastRecords> {
  const { topic, count } = input;
  const ranges = await rangesOf(stream, topic, count);
  const open = new Map([...ranges].filter(([, { from, to }]) => from < to));
  const records: LastRecord[] = [];
  if (open.size === 0) return { partitions: ranges.size, records, isComplete: true };
  let bytes = 0;
  const { promise: finished, resolve: finish, reject: fail } = Promise.withResolvers<boolean>();

  function readTo(partition: number, nextOffset: bigint): void {
    const range = open.get(partition);
    if (range !== undefined && nextOffset >= range.to) open.delete(partition);
    if (open.size === 0) finish(true);
  }

  function take(batch: StreamBatch): void {
    const range = open.get(batch.partition);
    if (range === undefined) return;
    for (const record of batch.records) {
      if (record.offset < range.from || record.offset >= range.to) continue;
      bytes += record.value?.byteLength ?? 0;
      records.push(keep(record, batch.partition));
    }
    readTo(batch.partition, batch.lastOffset + 1n);
    if (bytes > MAX_BYTES) finish(false);
  }

  const consumer = await stream.openConsumer({
    groupId: `leeway-inspect-${randomUUID()}`,
    topics: [topic],
    handlers: {
      onAssigned: (assignment: TopicPartition[]) => {
        for (const { partition } of assignment) {
          const range = ranges.get(partition);
          if (range !== undefined) consumer.seek({ topic, partition, offset: range.from });
        }
      },
      onBatch: async (batch, control) => {
        if (control.isStale()) return;
        take(batch);
        control.resolve(batch.lastOffset);
      },
      onSkipped: ({ partition, nextOffset }) => readTo(partition, nextOffset),
      onFatal: fail,
    },
  });
  const timer = setTimeout(() => finish(false), input.withinMs ?? WITHIN_MS);
  input.signal?.addEventListener('abort', () => finish(false), { once: true });
  try {
    if (input.signal?.aborted !== true) await consumer.start();
    else finish(false);
    const isComplete = await finished;
    const newest = records.toSorted((a, b) => b.timestampMs - a.timestampMs || Number(b.offset - a.offset));
    return { partitions: ranges.size, records: newest.slice(0, count), isComplete };
  } finally {
    clearTimeout(timer);
    await consumer.close();
  }
}

/** Bytes of its own: what a fetch brought is not kept for the sake of one record. */
function keep(record: StreamRecord, partition: number): LastRecord {
  const { offset, timestampMs, headers } = record;
  const copy = (bytes: Uint8Array | null) => (bytes === null ? null : Uint8Array.from(bytes));
  return { partition, offset, timestampMs, headers, key: copy(record.key), value: copy(record.value) };
}

async function rangesOf(
  stream: Stream,
  topic: string,
  count: number,
): Promise<Map<number, { from: bigint; to: bigint }>> {
  const admin = await stream.openAdmin();
  try {
    const topics = await admin.listTopics();
    if (!topics.includes(topic)) throw new TopicUnreadable(`There is no topic "${topic}".`);
    const offsets = await admin.offsets(topic);
    const each = BigInt(Math.min(count, Math.max(MIN_PER_PARTITION, Math.ceil((4 * count) / offsets.length))));
    return new Map(
      offsets.map(({ partition, low, high }) => [partition, { from: high - each > low ? high - each : low, to: high }]),
    );
  } finally {
    await admin.close();
  }
}
