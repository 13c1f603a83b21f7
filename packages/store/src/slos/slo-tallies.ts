import type { MinuteChange, WindowTally } from '@leeway/slo';
import type { Db, Tx } from '../client.ts';
import { Prisma } from '../generated/client.ts';

/** Changes of minutes that had been judged before, until they are written down as a restatement. */
export type Restating = {
  sinceMs: number;
  fromMs: number;
  toMs: number;
  changes: number;
  good: number;
  bad: number;
  unknown: number;
};

export type StoredTally = {
  sloId: string;
  /** Of the SLO that the sums were made for. */
  version: number;
  tally: WindowTally | null;
  restating: Restating | null;
};

type TallyRow = {
  slo_id: string;
  version: number;
  to_ms: number | null;
  keys: string[];
  from_ms: number[];
  good: number[];
  bad: number[];
  unknown: number[];
  measured: number[];
  measured_from_ms: number | null;
  measured_to_ms: number | null;
  restating: Restating | null;
};

function toStored(row: TallyRow): StoredTally {
  const windows = row.keys.map((key, index) => ({
    key,
    fromMs: row.from_ms[index] ?? 0,
    good: row.good[index] ?? 0,
    bad: row.bad[index] ?? 0,
    unknown: row.unknown[index] ?? 0,
    measuredMinutes: row.measured[index] ?? 0,
  }));
  const tally =
    row.to_ms === null
      ? null
      : { toMs: row.to_ms, windows, measuredFromMs: row.measured_from_ms, measuredToMs: row.measured_to_ms };
  return { sloId: row.slo_id, version: row.version, tally, restating: row.restating };
}

/**
 * SLOs in use that need to be judged: those whose sums end before `toMs`, those of which a minute changed, and those that
 * were just saved. Models stay together, so that SLOs of one are judged at one time.
 */
export async function dueSlos(db: Db, input: { toMs: number; restatedBeforeMs: number }): Promise<string[]> {
  const rows = await db.$queryRaw<{ slo_id: string }[]>`
    SELECT t.slo_id FROM slo_tally t
    JOIN slo s ON s.id = t.slo_id AND s.archived_at IS NULL
    JOIN model m ON m.id = s.model_id AND m.archived_at IS NULL
    WHERE t.judged_at IS NULL OR t.to_at < ${new Date(input.toMs)}
      OR (t.restating ->> 'sinceMs')::float8 < ${input.restatedBeforeMs}::float8
      OR t.slo_id IN (SELECT slo_id FROM sli_change)
    ORDER BY s.model_id, t.slo_id`;
  return rows.map((row) => row.slo_id);
}

/**
 * Locks the tallies of SLOs until the transaction ends and reads them. Read minutes and changes in later statements:
 * only then are those of a writer seen who had the lock before. With `skipBusy`, tallies that somebody else holds
 * are left out instead of waited for.
 */
export async function lockTallies(
  tx: Tx,
  sloIds: readonly string[],
  options: { skipBusy: boolean },
): Promise<StoredTally[]> {
  const rows = await tx.$queryRaw<TallyRow[]>`
    SELECT slo_id, version, CASE WHEN isfinite(to_at) THEN (extract(epoch FROM to_at) * 1000)::float8 END AS to_ms,
      keys, from_ms::float8[] AS from_ms, good::float8[] AS good, bad::float8[] AS bad,
      unknown::float8[] AS unknown, measured, restating,
      (extract(epoch FROM measured_from_at) * 1000)::float8 AS measured_from_ms,
      (extract(epoch FROM measured_to_at) * 1000)::float8 AS measured_to_ms
    FROM slo_tally WHERE slo_id = ANY(${[...sloIds]}::text[])
    ORDER BY slo_id FOR UPDATE ${options.skipBusy ? Prisma.sql`SKIP LOCKED` : Prisma.empty}`;
  return rows.map(toStored);
}

/** Locks the tally of an SLO and forgets its sums: minutes that are written from now on are told to nobody. */
export async function forgetTally(tx: Tx, sloId: string): Promise<void> {
  await tx.$executeRaw`UPDATE slo_tally SET to_at = '-infinity', restating = NULL WHERE slo_id = ${sloId}`;
  await tx.$executeRaw`DELETE FROM sli_change WHERE slo_id = ${sloId}`;
}

/** What changed at minutes that these tallies hold, in the order in which it was written. */
export async function readChanges(tx: Tx, sloIds: readonly string[]): Promise<Map<string, MinuteChange[]>> {
  const rows = await tx.sliChange.findMany({ where: { sloId: { in: [...sloIds] } }, orderBy: { id: 'asc' } });
  const changes = new Map<string, MinuteChange[]>();
  for (const row of rows) {
    const list = changes.get(row.sloId) ?? [];
    changes.set(row.sloId, list);
    list.push({
      minuteMs: row.minuteAt.getTime(),
      isFirstCount: row.isFirst,
      good: Number(row.good),
      bad: Number(row.bad),
      unknown: Number(row.unknown),
      measuredMinutes: row.measured,
    });
  }
  return changes;
}

export type TallyToWrite = {
  sloId: string;
  version: number;
  tally: WindowTally;
  restating: Restating | null;
  /** Null: its alert rows are judged as soon as possible. */
  judgedAt: Date | null;
};

/** Keeps tallies with everything that had changed: call it under the lock, with what was read under it. */
export async function writeTallies(tx: Tx, tallies: readonly TallyToWrite[]): Promise<void> {
  if (tallies.length === 0) return;
  const rows = tallies.map(({ sloId, version, tally, restating, judgedAt }) => ({
    slo_id: sloId,
    version,
    to_at: new Date(tally.toMs),
    keys: tally.windows.map(({ key }) => key),
    from_ms: tally.windows.map(({ fromMs }) => fromMs),
    good: tally.windows.map(({ good }) => good),
    bad: tally.windows.map(({ bad }) => bad),
    unknown: tally.windows.map(({ unknown }) => unknown),
    measured: tally.windows.map(({ measuredMinutes }) => measuredMinutes),
    measured_from_at: toDate(tally.measuredFromMs),
    measured_to_at: toDate(tally.measuredToMs),
    restating,
    judged_at: judgedAt,
  }));
  await tx.$executeRaw`
    UPDATE slo_tally t SET version = n.version, to_at = n.to_at, keys = n.keys, from_ms = n.from_ms, good = n.good,
      bad = n.bad, unknown = n.unknown, measured = n.measured, measured_from_at = n.measured_from_at,
      measured_to_at = n.measured_to_at, restating = n.restating, judged_at = n.judged_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (
      slo_id text, version int, to_at timestamptz, keys text[], from_ms bigint[], good bigint[], bad bigint[],
      unknown bigint[], measured int[], measured_from_at timestamptz, measured_to_at timestamptz, restating jsonb,
      judged_at timestamptz)
    WHERE t.slo_id = n.slo_id`;
  await tx.$executeRaw`
    DELETE FROM sli_change WHERE slo_id = ANY(${tallies.map(({ sloId }) => sloId)}::text[])`;
}

function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
