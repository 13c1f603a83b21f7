import type { MinuteRange, SliMinute, WindowCounts } from '@leeway/slo';
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

/** Replaces what was counted in these minutes. */
export async function writeSliMinutes(tx: Tx, sloId: string, minutes: readonly SliMinute[]): Promise<void> {
  if (minutes.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO sli_minute (slo_id, minute_at, good, bad, unknown)
    SELECT ${sloId}, m.at, m.good, m.bad, m.unknown
    FROM unnest(
      ${minutes.map((minute) => new Date(minute.minuteMs))}::timestamptz[],
      ${minutes.map((minute) => minute.good)}::bigint[], ${minutes.map((minute) => minute.bad)}::bigint[],
      ${minutes.map((minute) => minute.unknown)}::bigint[]
    ) AS m (at, good, bad, unknown)
    ON CONFLICT (slo_id, minute_at) DO UPDATE SET
      good = excluded.good, bad = excluded.bad, unknown = excluded.unknown`;
}

/** Sums of several windows in one statement, in the order of `ranges`. */
export async function sumSliWindows(
  db: Db | Tx,
  sloId: string,
  ranges: readonly MinuteRange[],
): Promise<WindowCounts[]> {
  const rows = await db.$queryRaw<{ good: bigint; bad: bigint; unknown: bigint; measured: bigint }[]>`
    SELECT coalesce(sum(m.good), 0)::bigint AS good, coalesce(sum(m.bad), 0)::bigint AS bad,
      coalesce(sum(m.unknown), 0)::bigint AS unknown, count(*) FILTER (WHERE m.good + m.bad > 0) AS measured
    FROM unnest(
      ${ranges.map((range) => new Date(range.fromMs))}::timestamptz[],
      ${ranges.map((range) => new Date(range.toMs))}::timestamptz[]
    ) WITH ORDINALITY AS w (from_at, to_at, place)
    LEFT JOIN sli_minute m ON m.slo_id = ${sloId} AND m.minute_at >= w.from_at AND m.minute_at < w.to_at
    GROUP BY w.place ORDER BY w.place`;
  return rows.map((row) => ({
    good: Number(row.good),
    bad: Number(row.bad),
    unknown: Number(row.unknown),
    measuredMinutes: Number(row.measured),
  }));
}

/** Start of the first and end of the newest minute since `fromMs` in which something was measured; null = none. */
export async function measuredStretch(
  db: Db | Tx,
  input: { sloId: string; fromMs: number },
): Promise<{ measuredFromMs: number | null; measuredToMs: number | null }> {
  const measured = { sloId: input.sloId, OR: [{ good: { gt: 0 } }, { bad: { gt: 0 } }] };
  const [first, last] = await Promise.all([
    db.sliMinute.findFirst({
      where: { ...measured, minuteAt: { gte: new Date(input.fromMs) } },
      orderBy: { minuteAt: 'asc' },
      select: { minuteAt: true },
    }),
    db.sliMinute.findFirst({ where: measured, orderBy: { minuteAt: 'desc' }, select: { minuteAt: true } }),
  ]);
  return {
    measuredFromMs: first?.minuteAt.getTime() ?? null,
    measuredToMs: last === null ? null : last.minuteAt.getTime() + 60_000,
  };
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
