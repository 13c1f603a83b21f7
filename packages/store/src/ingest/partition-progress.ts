import type { Db } from '../client.ts';
import { notifyLive } from '../live.ts';
import type { FlushOutcome } from './ingest-delta.ts';

export type ClaimedPartition = { epoch: bigint; nextOffset: bigint; maxEventMs: number; caughtUpAtMs: number };

/** Makes the caller the owner: whoever owned it before loses its next compare-and-set. Null = there is no such row. */
export async function claimPartition(db: Db, topic: string, partition: number): Promise<ClaimedPartition | null> {
  const rows = await db.$queryRaw<{ epoch: bigint; nextOffset: bigint; maxEventMs: bigint; caughtUpAtMs: number }[]>`
    UPDATE partition_progress SET owner_epoch = owner_epoch + 1
     WHERE topic = ${topic} AND partition = ${partition}
    RETURNING owner_epoch AS epoch, next_offset AS "nextOffset", max_event_ms AS "maxEventMs",
              CASE WHEN caught_up THEN (extract(epoch FROM updated_at) * 1000)::float8 ELSE 0 END AS "caughtUpAtMs"`;
  const row = rows[0];
  return row === undefined ? null : { ...row, maxEventMs: Number(row.maxEventMs) };
}

/** Where a partition stands now, without claiming it. */
export async function readPosition(
  db: Db,
  topic: string,
  partition: number,
): Promise<{ epoch: bigint; nextOffset: bigint } | null> {
  const row = await db.partitionProgress.findUnique({ where: { topic_partition: { topic, partition } } });
  return row === null ? null : { epoch: row.ownerEpoch, nextOffset: row.nextOffset };
}

export type PartitionSign = {
  topic: string;
  partition: number;
  epoch: bigint;
  nextOffset: bigint;
  lag: bigint;
  /** Everything produced before `asOfMs` is stored, and nothing has come for a while. */
  isIdle: boolean;
  /** Why it is not read on, in words; null = it is. */
  waitsFor: string | null;
  asOfMs: number;
};

/** Signs of life of partitions that had nothing to flush; ignored where the caller is not the owner any more. */
export async function signPartitions(db: Db, signs: PartitionSign[]): Promise<void> {
  if (signs.length === 0) return;
  await db.$executeRaw`
    UPDATE partition_progress AS old
       SET lag = sign.lag::bigint, caught_up = sign.is_idle, waits_for = sign.waits_for,
           updated_at = to_timestamp(sign.as_of_ms / 1000.0)
      FROM unnest(
        ${signs.map(({ topic }) => topic)}::text[],
        ${signs.map(({ partition }) => partition)}::int[],
        ${signs.map(({ epoch }) => String(epoch))}::text[],
        ${signs.map(({ nextOffset }) => String(nextOffset))}::text[],
        ${signs.map(({ lag }) => String(lag))}::text[],
        ${signs.map(({ isIdle }) => isIdle)}::bool[],
        ${signs.map(({ waitsFor }) => waitsFor)}::text[],
        ${signs.map(({ asOfMs }) => asOfMs)}::float8[]
      ) AS sign (topic, partition, epoch, next_offset, lag, is_idle, waits_for, as_of_ms)
     WHERE old.topic = sign.topic AND old.partition = sign.partition
       AND old.owner_epoch = sign.epoch::bigint AND old.next_offset = sign.next_offset::bigint`;
}

/**
 * Partitions of topics that the brokers do not have: nothing can be behind there, so that windows close and say that they
 * hold nothing. Whoever reads a topic of the name again begins with `openTopics`.
 */
export async function signGoneTopics(db: Db, gone: { topics: string[]; why: string; asOfMs: number }): Promise<void> {
  if (gone.topics.length === 0) return;
  await db.partitionProgress.updateMany({
    where: { topic: { in: gone.topics } },
    data: { caughtUp: true, lag: 0n, waitsFor: gone.why, updatedAt: new Date(gone.asOfMs) },
  });
}

/** Records that offsets are missing and goes on behind (or, for a topic made anew, before) them. */
export async function recordDataGap(
  db: Db,
  gap: {
    topic: string;
    partition: number;
    epoch: bigint;
    fromOffset: bigint;
    toOffset: bigint;
    reason: string;
    atMs: number;
  },
): Promise<FlushOutcome> {
  const { topic, partition, epoch, fromOffset, toOffset, reason, atMs } = gap;
  return db.$transaction(async (tx) => {
    const { count } = await tx.partitionProgress.updateMany({
      where: { topic, partition, nextOffset: fromOffset, ownerEpoch: epoch },
      data: { nextOffset: toOffset, waitsFor: null, updatedAt: new Date(atMs) },
    });
    if (count === 0) return 'lost';
    await tx.dataGap.create({
      data: { topic, partition, fromOffset, toOffset, reason, detectedAt: new Date(atMs) },
    });
    await notifyLive(tx, { kind: 'ingest', atMs });
    return 'stored';
  });
}
