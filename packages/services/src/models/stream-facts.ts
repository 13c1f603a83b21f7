import type { Db } from '@leeway/store';

export type StreamFacts = {
  lastEventMs: number | null;
  watermarkMs: number | null;
  lagRecords: number;
  /** How far the slowest partition with unread records is behind; 0 when everything is read. */
  lagSeconds: number;
  partitions: { live: number; total: number };
  /** Why a partition is not read on, in words; null = all are. */
  waitsFor: string | null;
};

/** A partition that nobody has signed for so long is not being read. */
const LIVE_WITHIN_MS = 60_000;

/** How far these topics were read, by topic. */
export async function streamFacts(db: Db, topics: string[], nowMs: number): Promise<Map<string, StreamFacts>> {
  const rows = await db.partitionProgress.findMany({ where: { topic: { in: topics } } });
  const groups = Map.groupBy(rows, ({ topic }) => topic);
  return new Map(
    [...groups].map(([topic, partitions]) => {
      const seen = partitions.map(({ maxEventMs }) => Number(maxEventMs)).filter((ms) => ms > 0);
      const behind = partitions.filter(({ lag, maxEventMs }) => lag > 0n && maxEventMs > 0n);
      const slowest = Math.min(nowMs, ...behind.map(({ maxEventMs }) => Number(maxEventMs)));
      const watermarks = partitions.map(({ watermarkMs, caughtUp, updatedAt }) =>
        Math.max(Number(watermarkMs), caughtUp ? updatedAt.getTime() : 0),
      );
      const watermark = Math.min(...watermarks);
      return [
        topic,
        {
          lastEventMs: seen.length === 0 ? null : Math.max(...seen),
          watermarkMs: watermark > 0 ? watermark : null,
          lagRecords: partitions.reduce((sum, { lag }) => sum + Number(lag), 0),
          lagSeconds: Math.max(0, (nowMs - slowest) / 1_000),
          partitions: {
            live: partitions.filter(({ updatedAt }) => nowMs - updatedAt.getTime() < LIVE_WITHIN_MS).length,
            total: partitions.length,
          },
          waitsFor: partitions.find((partition) => partition.waitsFor !== null)?.waitsFor ?? null,
        },
      ];
    }),
  );
}
