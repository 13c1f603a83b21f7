import type { MinuteRange, SliCounts, WindowCounts } from '@leeway/slo';
import type { Db, Tx } from '../client.ts';
import { unpackRows } from './packed-rows.ts';

export type SloRange = MinuteRange & { sloId: string };

/** Sums of windows of SLOs, in the order of `ranges`: from whole hours, and from minutes at both ends. */
export async function sumSliWindows(db: Db | Tx, ranges: readonly SloRange[]): Promise<WindowCounts[]> {
  if (ranges.length === 0) return [];
  const rows = await db.$queryRaw<{ good: number; bad: number; unknown: number; measured: number }[]>`
    SELECT coalesce(s.good, 0)::float8 AS good, coalesce(s.bad, 0)::float8 AS bad,
      coalesce(s.unknown, 0)::float8 AS unknown, coalesce(s.measured, 0)::float8 AS measured
    FROM unnest(
      ${ranges.map((range) => range.sloId)}::text[], ${ranges.map((range) => new Date(range.fromMs))}::timestamptz[],
      ${ranges.map((range) => new Date(range.toMs))}::timestamptz[]
    ) WITH ORDINALITY AS w (slo_id, from_at, to_at, place)
    CROSS JOIN LATERAL (
      SELECT date_trunc('hour', w.from_at + interval '1 hour' - interval '1 microsecond', 'UTC') AS first_hour,
        date_trunc('hour', w.to_at, 'UTC') AS last_hour) AS h
    CROSS JOIN LATERAL (
      SELECT sum(good) AS good, sum(bad) AS bad, sum(unknown) AS unknown, sum(measured) AS measured FROM (
        SELECT good, bad, unknown, measured FROM sli_hour
        WHERE slo_id = w.slo_id AND hour_at >= h.first_hour AND hour_at < h.last_hour
        UNION ALL
        SELECT good, bad, unknown, (good + bad > 0)::int FROM sli_minute
        WHERE slo_id = w.slo_id AND minute_at >= w.from_at AND minute_at < least(h.first_hour, w.to_at)
        UNION ALL
        SELECT good, bad, unknown, (good + bad > 0)::int FROM sli_minute
        WHERE slo_id = w.slo_id AND minute_at >= greatest(h.first_hour, h.last_hour) AND minute_at < w.to_at
      ) AS parts) AS s
    ORDER BY w.place`;
  return rows.map(({ measured, ...sums }) => ({ ...sums, measuredMinutes: measured }));
}

/**
 * Counts at single minutes of many SLOs; what has no row is not in it. Cost: SLOs × minutes look-ups in the primary key:
 * OFFSET keeps the planner from reading whole weeks instead.
 */
export async function readMinutesOf(
  db: Db | Tx,
  input: { sloIds: readonly string[]; minutes: readonly number[] },
): Promise<{ of: (sloId: string, minuteMs: number) => SliCounts | undefined }> {
  const found = new Map<string, Map<number, SliCounts>>();
  if (input.sloIds.length > 0 && input.minutes.length > 0) {
    const [row] = await db.$queryRaw<{ packed: Uint8Array | null }[]>`
      SELECT string_agg(
        float8send(i.place::float8) || float8send(extract(epoch FROM m.minute_at)::float8) || float8send(m.good::float8)
        || float8send(m.bad::float8) || float8send(m.unknown::float8), '') AS packed
      FROM unnest(${[...input.sloIds]}::text[]) WITH ORDINALITY AS i (slo_id, place)
      CROSS JOIN unnest(${input.minutes.map((minute) => new Date(minute))}::timestamptz[]) AS t (at)
      CROSS JOIN LATERAL (
        SELECT minute_at, good, bad, unknown FROM sli_minute WHERE slo_id = i.slo_id AND minute_at = t.at OFFSET 0) AS m`;
    unpackRows(row?.packed ?? null, 5, (column) => {
      const sloId = input.sloIds[column(0) - 1] ?? '';
      const minutes = found.get(sloId) ?? new Map<number, SliCounts>();
      found.set(sloId, minutes);
      minutes.set(Math.round(column(1) * 1_000), { good: column(2), bad: column(3), unknown: column(4) });
    });
  }
  return { of: (sloId, minuteMs) => found.get(sloId)?.get(minuteMs) };
}

/** Start of the first measured minute of each range; null = none. In the order of `ranges`. */
export async function firstMeasured(db: Db | Tx, ranges: readonly SloRange[]): Promise<(number | null)[]> {
  if (ranges.length === 0) return [];
  const rows = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT (SELECT m.minute_at FROM sli_minute m
      WHERE m.slo_id = w.slo_id AND m.minute_at >= w.from_at AND m.minute_at < w.to_at AND m.good + m.bad > 0
      ORDER BY m.minute_at LIMIT 1) AS at
    FROM unnest(
      ${ranges.map((range) => range.sloId)}::text[], ${ranges.map((range) => new Date(range.fromMs))}::timestamptz[],
      ${ranges.map((range) => new Date(range.toMs))}::timestamptz[]
    ) WITH ORDINALITY AS w (slo_id, from_at, to_at, place) ORDER BY w.place`;
  return rows.map(({ at }) => at?.getTime() ?? null);
}

/** Start of the newest measured minute of each SLO before a moment; null = none. In the order of `sloIds`. */
export async function lastMeasured(
  db: Db | Tx,
  input: { sloIds: readonly string[]; beforeMs: number },
): Promise<(number | null)[]> {
  if (input.sloIds.length === 0) return [];
  const rows = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT (SELECT m.minute_at FROM sli_minute m
      WHERE m.slo_id = w.slo_id AND m.minute_at < ${new Date(input.beforeMs)} AND m.good + m.bad > 0
      ORDER BY m.minute_at DESC LIMIT 1) AS at
    FROM unnest(${[...input.sloIds]}::text[]) WITH ORDINALITY AS w (slo_id, place) ORDER BY w.place`;
  return rows.map(({ at }) => at?.getTime() ?? null);
}
