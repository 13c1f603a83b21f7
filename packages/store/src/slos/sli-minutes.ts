import type { MinuteRange, SliMinute } from '@leeway/slo';
import type { Db, Tx } from '../client.ts';
import { unpackRows } from './packed-rows.ts';

/** What was counted for an SLO by minute, oldest first. */
export async function readSliMinutes(db: Db | Tx, input: MinuteRange & { sloId: string }): Promise<SliMinute[]> {
  const [row] = await db.$queryRaw<{ packed: Uint8Array | null }[]>`
    SELECT string_agg(
      float8send(extract(epoch FROM minute_at)::float8) || float8send(good::float8) || float8send(bad::float8)
      || float8send(unknown::float8), '' ORDER BY minute_at) AS packed
    FROM sli_minute
    WHERE slo_id = ${input.sloId}
      AND minute_at >= ${new Date(input.fromMs)} AND minute_at < ${new Date(input.toMs)}`;
  return unpackRows(row?.packed ?? null, 4, (column) => ({
    minuteMs: Math.round(column(0) * 1_000),
    good: column(1),
    bad: column(2),
    unknown: column(3),
  }));
}

/** The minutes with most bad ones, the worst first, later ones first among equals. */
export async function readWorstMinutes(
  db: Db | Tx,
  input: MinuteRange & { sloId: string; limit: number },
): Promise<SliMinute[]> {
  const rows = await db.sliMinute.findMany({
    where: { sloId: input.sloId, minuteAt: { gte: new Date(input.fromMs), lt: new Date(input.toMs) }, bad: { gt: 0 } },
    orderBy: [{ bad: 'desc' }, { minuteAt: 'desc' }],
    take: input.limit,
  });
  return rows.map(({ minuteAt, good, bad, unknown }) => ({
    minuteMs: minuteAt.getTime(),
    good: Number(good),
    bad: Number(bad),
    unknown: Number(unknown),
  }));
}

/**
 * Replaces what was counted in these minutes. Hours and running windows follow by trigger in the same transaction; a
 * minute that stays as it was is not written at all.
 */
export async function writeSliMinutes(tx: Tx, sloId: string, minutes: readonly SliMinute[]): Promise<void> {
  if (minutes.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO sli_minute AS s (slo_id, minute_at, good, bad, unknown)
    SELECT ${sloId}, m.at, m.good, m.bad, m.unknown
    FROM unnest(
      ${minutes.map((minute) => new Date(minute.minuteMs))}::timestamptz[],
      ${minutes.map((minute) => minute.good)}::bigint[], ${minutes.map((minute) => minute.bad)}::bigint[],
      ${minutes.map((minute) => minute.unknown)}::bigint[]
    ) AS m (at, good, bad, unknown)
    ON CONFLICT (slo_id, minute_at) DO UPDATE SET
      good = excluded.good, bad = excluded.bad, unknown = excluded.unknown
    WHERE (s.good, s.bad, s.unknown) IS DISTINCT FROM (excluded.good, excluded.bad, excluded.unknown)`;
}

export type SliBucketRow = { sloId: string; index: number; good: number; bad: number };

/** Counts of many SLOs in stretches of equal length; stretches without a row are left out. */
export async function sliBuckets(
  db: Db | Tx,
  input: MinuteRange & { sloIds: readonly string[]; bucketMs: number },
): Promise<SliBucketRow[]> {
  const from = new Date(input.fromMs);
  const rows = await db.$queryRaw<{ slo_id: string; place: number; good: bigint; bad: bigint }[]>`
    SELECT slo_id, floor(extract(epoch FROM minute_at - ${from}) * 1000 / ${input.bucketMs}::int)::int AS place,
      sum(good)::bigint AS good, sum(bad)::bigint AS bad
    FROM sli_minute
    WHERE slo_id = ANY(${[...input.sloIds]}::text[]) AND minute_at >= ${from} AND minute_at < ${new Date(input.toMs)}
    GROUP BY 1, 2`;
  return rows.map((row) => ({ sloId: row.slo_id, index: row.place, good: Number(row.good), bad: Number(row.bad) }));
}
