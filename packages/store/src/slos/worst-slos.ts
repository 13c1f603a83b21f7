import type { SloState } from '@leeway/slo';
import type { Db } from '../client.ts';
import { Prisma } from '../generated/client.ts';

export type SloFilter = {
  modelId?: string | undefined;
  kind?: string | undefined;
  /** Part of the SLO's or its model's name, however written. */
  text: string;
  archived: boolean;
  state?: SloState | undefined;
};

/** Where a page ended; rows after it are worse off by none of these, in this order. */
export type SloPlace = { rank: number; left: number; name: string; id: string };

/** What is as old as this is not known any more: at least `leastMs`, longer where a model's panes are long. */
export type StaleAfter = { leastMs: number; panes: number; besidesMs: number };

export type WorstSlos = {
  places: SloPlace[];
  /** Of all that fit, whatever their state. */
  counts: Record<SloState, number>;
};

/** Budgets that are not known come after those that are. */
const UNKNOWN_LEFT = 1e300;

/**
 * One page of SLOs, worst first: what pages, what is gone, what burns, what is not known, then the least budget left, and
 * how many there are of each state. What was ok and is not measured any more counts as unknown.
 */
export async function worstSlos(
  db: Db,
  input: { filter: SloFilter; nowMs: number; stale: StaleAfter; after: SloPlace | null; limit: number },
): Promise<WorstSlos> {
  const { filter, after, stale } = input;
  const now = new Date(input.nowMs);
  const pattern = `%${filter.text.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;
  const conditions = [
    filter.archived ? Prisma.sql`s.archived_at IS NOT NULL` : Prisma.sql`s.archived_at IS NULL`,
    ...(filter.modelId === undefined ? [] : [Prisma.sql`s.model_id = ${filter.modelId}`]),
    ...(filter.kind === undefined ? [] : [Prisma.sql`s.kind = ${filter.kind}`]),
    ...(filter.text === '' ? [] : [Prisma.sql`(s.name ILIKE ${pattern} OR m.name ILIKE ${pattern})`]),
  ];
  const shown = filter.state === undefined ? Prisma.sql`TRUE` : Prisma.sql`state = ${filter.state}`;
  const beyond =
    after === null
      ? Prisma.sql`TRUE`
      : Prisma.sql`(rank, "left", name, id) > (${after.rank}::int, ${after.left}::float8, ${after.name}::text COLLATE "C",
          ${after.id}::text COLLATE "C")`;
  const [row] = await db.$queryRaw<{ places: SloPlace[] | null; counts: Partial<Record<SloState, number>> | null }[]>`
    WITH judged AS MATERIALIZED (
      SELECT s.id COLLATE "C" AS id, s.name COLLATE "C" AS name, coalesce(t.budget_remaining, ${UNKNOWN_LEFT}::float8) AS "left",
        t.alert @> '[{"firing": true, "severity": "page"}]' AS pages,
        CASE WHEN t.state IS NULL THEN 'unknown'
          WHEN t.state = 'ok' AND (t.measured_at IS NULL OR t.measured_at < ${now}::timestamptz - interval '1 millisecond'
            * greatest(${stale.leastMs}::float8, ${stale.panes}::float8 * m.pane_ms + ${stale.besidesMs}::float8)) THEN 'unknown'
          ELSE t.state END AS state
      FROM slo s JOIN model m ON m.id = s.model_id LEFT JOIN slo_status t ON t.slo_id = s.id
      WHERE ${Prisma.join(conditions, ' AND ')}
    ), ranked AS (
      SELECT id, name, "left", state, CASE WHEN pages THEN 0 WHEN state = 'exhausted' THEN 1 WHEN state = 'burning' THEN 2
        WHEN state = 'unknown' THEN 3 ELSE 4 END AS rank
      FROM judged WHERE ${shown}
    ), page AS (
      SELECT rank, "left", name, id FROM ranked WHERE ${beyond} ORDER BY rank, "left", name, id LIMIT ${input.limit}::int
    )
    SELECT (SELECT jsonb_agg(to_jsonb(page) ORDER BY rank, "left", name, id) FROM page) AS places,
      (SELECT jsonb_object_agg(state, count) FROM (SELECT state, count(*) FROM judged GROUP BY state) AS c) AS counts`;
  return { places: row?.places ?? [], counts: { ok: 0, burning: 0, exhausted: 0, unknown: 0, ...row?.counts } };
}
