import type { PartitionOffsets, StreamAdmin } from './port.ts';
import type { OffsetRange } from './read-ranges.ts';
import { TopicUnreadable } from './topic-unreadable.ts';

/** Ends the search for an instant: a second more or less is no matter. */
const CLOSE_MS = 1_000;
/** A stretch of the newest records may be so much longer than asked; beyond, timestamps are of no use. */
const MOST = 1.5;
const DAY_MS = 86_400_000;
const ATTEMPTS = 4;
const PAUSE_MS = 300;

export type TopicStretch = { kind: 'last'; records: number } | { kind: 'between'; fromMs: number; toMs: number };

/** `available`: records that the topic holds, in the ranges and outside them. */
export type StretchRanges = { ranges: Map<number, OffsetRange>; records: bigint; available: bigint };

/**
 * Where a stretch of a topic lies in each of its partitions, by the records' own timestamps. The newest records are
 * those since one instant in all partitions, so that busy and quiet ones end and begin together.
 */
export async function stretchRanges(
  admin: StreamAdmin,
  topic: string,
  stretch: TopicStretch,
  nowMs: number,
): Promise<StretchRanges> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await rangesNow(admin, topic, stretch, nowMs);
    } catch (error) {
      // Leaders move: to another broker, or to one that has just heard of the topic.
      const mayPass = error instanceof Error && 'retriable' in error && error.retriable === true;
      if (!mayPass || attempt >= ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
    }
}

async function rangesNow(
  admin: StreamAdmin,
  topic: string,
  stretch: TopicStretch,
  nowMs: number,
): Promise<StretchRanges> {
  const offsets = (await admin.offsetsOf([topic])).get(topic);
  if (offsets === undefined) throw new TopicUnreadable(`There is no topic "${topic}".`);
  const ranges =
    stretch.kind === 'last'
      ? await lastRanges(admin, topic, offsets, { records: stretch.records, nowMs })
      : between(offsets, await admin.offsetsAt(topic, stretch.fromMs), await admin.offsetsAt(topic, stretch.toMs));
  return { ranges, records: total(ranges), available: total(wholeOf(offsets)) };
}

function wholeOf(offsets: readonly PartitionOffsets[]): Map<number, OffsetRange> {
  return new Map(offsets.map(({ partition, low, high }) => [partition, { from: low, to: high }]));
}

function total(ranges: ReadonlyMap<number, OffsetRange>): bigint {
  return [...ranges.values()].reduce((sum, { from, to }) => sum + (to > from ? to - from : 0n), 0n);
}

/** Partitions without a record that late end where they end. */
function between(
  offsets: readonly PartitionOffsets[],
  from: ReadonlyMap<number, bigint>,
  to: ReadonlyMap<number, bigint>,
): Map<number, OffsetRange> {
  return new Map(
    offsets.map(({ partition, high }) => [
      partition,
      { from: from.get(partition) ?? high, to: to.get(partition) ?? high },
    ]),
  );
}

async function lastRanges(
  admin: StreamAdmin,
  topic: string,
  offsets: readonly PartitionOffsets[],
  { records, nowMs }: { records: number; nowMs: number },
): Promise<Map<number, OffsetRange>> {
  const whole = wholeOf(offsets);
  const all = Number(total(whole));
  if (all <= records) return whole;
  const nowhere = new Map<number, bigint>();
  let found = whole;
  for (let earlyMs = 0, lateMs = nowMs + DAY_MS; lateMs - earlyMs > CLOSE_MS && offsets.length > 1;) {
    const middleMs = Math.floor((earlyMs + lateMs) / 2);
    const ranges = between(offsets, await admin.offsetsAt(topic, middleMs), nowhere);
    const count = Number(total(ranges));
    if (count < records) lateMs = middleMs;
    else [earlyMs, found] = [middleMs, ranges];
    if (count >= records && count <= records * 1.02) break;
  }
  if (Number(total(found)) <= records * MOST) return found;
  return shares(offsets, records / all);
}

/** The newest of every partition, by how much it holds. */
function shares(offsets: readonly PartitionOffsets[], share: number): Map<number, OffsetRange> {
  return new Map(
    offsets.map(({ partition, low, high }) => {
      const wanted = BigInt(Math.ceil(Number(high - low) * share));
      return [partition, { from: high - wanted > low ? high - wanted : low, to: high }];
    }),
  );
}
