import type { Db } from '../client.ts';

/** A counter that fell behind further than this goes on from here: what lies before is in no partition that is read. */
const MOST_BEHIND_MS = 7 * 86_400_000;

export type SloCounter = { sloId: string; modelId: string; good: number; bad: number; unknown: number };

/**
 * Moves the ever-growing counters of SLOs on to `untilMs`, by the minutes between. A counter begins with its SLO; each
 * minute is added once, whoever else does the same at that moment.
 */
export async function advanceSloCounters(db: Db, untilMs: number): Promise<void> {
  const until = new Date(untilMs);
  await db.$executeRaw`
    INSERT INTO slo_counter (slo_id, settled_to, good, bad, unknown)
    SELECT id, ${until}, 0, 0, 0 FROM slo WHERE archived_at IS NULL
    ON CONFLICT (slo_id) DO NOTHING`;
  await db.$executeRaw`
    WITH moved AS (
      SELECT c.slo_id, c.settled_to, coalesce(sum(m.good), 0) AS good, coalesce(sum(m.bad), 0) AS bad,
        coalesce(sum(m.unknown), 0) AS unknown
      FROM slo_counter c
      LEFT JOIN sli_minute m ON m.slo_id = c.slo_id AND m.minute_at >= c.settled_to AND m.minute_at < ${until}
        AND m.minute_at >= ${new Date(untilMs - MOST_BEHIND_MS)}
      WHERE c.settled_to < ${until}
      GROUP BY c.slo_id, c.settled_to
    )
    UPDATE slo_counter c SET settled_to = ${until}, good = c.good + moved.good, bad = c.bad + moved.bad,
      unknown = c.unknown + moved.unknown
    FROM moved WHERE c.slo_id = moved.slo_id AND c.settled_to = moved.settled_to`;
}

/** Counters of the SLOs in use, at most `limit`. */
export async function readSloCounters(db: Db, limit: number): Promise<SloCounter[]> {
  const rows = await db.sloCounter.findMany({
    where: { slo: { archivedAt: null } },
    include: { slo: { select: { modelId: true } } },
    orderBy: { sloId: 'asc' },
    take: limit,
  });
  return rows.map(({ sloId, slo, good, bad, unknown }) => ({
    sloId,
    modelId: slo.modelId,
    good: Number(good),
    bad: Number(bad),
    unknown: Number(unknown),
  }));
}
