import type { Stream, StreamRecord } from './port.ts';
import { readRanges, type OffsetRange } from './read-ranges.ts';
import { TopicUnreadable } from './topic-unreadable.ts';

export { TopicUnreadable };

const WITHIN_MS = 20_000;
const MAX_BYTES = 33_554_432;
/** A topic of many partitions: so many records of each, as long as they are enough together. */
const MIN_PER_PARTITION = 5;

export type LastRecord = StreamRecord & { partition: number };
export type LastRecords = { partitions: number; records: LastRecord[]; isComplete: boolean };

/** The last `count` records of a topic by their timestamps, newest first. */
export async function readLastRecords(
  stream: Stream,
  input: { topic: string; count: number; withinMs?: number; signal?: AbortSignal },
): Promise<LastRecords> {
  const { topic, count } = input;
  const ranges = await rangesOf(stream, topic, count);
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), input.withinMs ?? WITHIN_MS);
  const records: LastRecord[] = [];
  let bytes = 0;
  try {
    const { isComplete } = await readRanges(stream, {
      topic,
      ranges,
      signal: input.signal === undefined ? enough.signal : AbortSignal.any([input.signal, enough.signal]),
      onRecords: (partition, batch) => {
        for (const record of batch) {
          bytes += record.value?.byteLength ?? 0;
          records.push(keep(record, partition));
        }
        if (bytes > MAX_BYTES) enough.abort();
      },
    });
    const newest = records.toSorted((a, b) => b.timestampMs - a.timestampMs || Number(b.offset - a.offset));
    return { partitions: ranges.size, records: newest.slice(0, count), isComplete };
  } finally {
    clearTimeout(timer);
  }
}

/** Bytes of its own: what a fetch brought is not kept for the sake of one record. */
function keep(record: StreamRecord, partition: number): LastRecord {
  const { offset, timestampMs, headers } = record;
  const copy = (bytes: Uint8Array | null) => (bytes === null ? null : Uint8Array.from(bytes));
  return { partition, offset, timestampMs, headers, key: copy(record.key), value: copy(record.value) };
}

async function rangesOf(stream: Stream, topic: string, count: number): Promise<Map<number, OffsetRange>> {
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
