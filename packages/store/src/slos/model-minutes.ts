import { LATENCY_EDGES_MS } from '@leeway/drift';
import type { MinuteSignals } from '@leeway/slo';
import type { Db, Tx } from '../client.ts';
import { unpackRows } from './packed-rows.ts';

export type ModelMinute = MinuteSignals & { minuteMs: number };

/** Signals of a model by minute, oldest first; `withinThreshold` is read at `thresholdMs`, an edge of the grid. */
export async function readModelMinutes(
  db: Db | Tx,
  input: { modelId: string; fromMs: number; toMs: number; thresholdMs: number | null },
): Promise<ModelMinute[]> {
  const edges: readonly number[] = LATENCY_EDGES_MS;
  // Arrays of Postgres start at 1; index 0 yields null, so "no threshold" reads as 0.
  const edge = input.thresholdMs === null ? 0 : edges.indexOf(input.thresholdMs) + 1;
  const [row] = await db.$queryRaw<{ packed: Uint8Array | null }[]>`
    SELECT string_agg(
      float8send(extract(epoch FROM minute_at)::float8) || float8send(events::float8) || float8send(errors::float8)
      || float8send(timed::float8) || float8send(coalesce(within[${edge}::int], 0)::float8)
      || float8send(ok::float8) || float8send(critical::float8) || float8send(unjudged::float8),
      '' ORDER BY minute_at) AS packed
    FROM model_minute
    WHERE model_id = ${input.modelId}
      AND minute_at >= ${new Date(input.fromMs)} AND minute_at < ${new Date(input.toMs)}`;
  return unpackRows(row?.packed ?? null, 8, (column) => ({
    minuteMs: Math.round(column(0) * 1_000),
    events: column(1),
    errors: column(2),
    timed: column(3),
    withinThreshold: column(4),
    windows: { ok: column(5), critical: column(6), unjudged: column(7) },
  }));
}

export type ServiceMinute = {
  minuteMs: number;
  events: number;
  errors: number;
  timed: number;
  /** Cumulative: answered within LATENCY_EDGES_MS[i]. */
  within: readonly number[];
};

/** Replaces the service counters of minutes; what windows said of them stays. */
export async function writeServiceMinutes(tx: Tx, modelId: string, minutes: readonly ServiceMinute[]): Promise<void> {
  if (minutes.length === 0) return;
  const at = minutes.map((minute) => new Date(minute.minuteMs));
  const within = minutes.map((minute) => `{${minute.within.join(',')}}`);
  await tx.$executeRaw`
    INSERT INTO model_minute (model_id, minute_at, events, errors, timed, within)
    SELECT ${modelId}, m.at, m.events, m.errors, m.timed, m.within::bigint[]
    FROM unnest(
      ${at}::timestamptz[], ${minutes.map((minute) => minute.events)}::bigint[],
      ${minutes.map((minute) => minute.errors)}::bigint[], ${minutes.map((minute) => minute.timed)}::bigint[],
      ${within}::text[]
    ) AS m (at, events, errors, timed, within)
    ON CONFLICT (model_id, minute_at) DO UPDATE SET
      events = excluded.events, errors = excluded.errors, timed = excluded.timed, within = excluded.within`;
}

export type JudgedMinute = { minuteMs: number } & MinuteSignals['windows'];

/** Replaces what windows said of minutes; service counters stay. */
export async function writeJudgedMinutes(tx: Tx, modelId: string, minutes: readonly JudgedMinute[]): Promise<void> {
  if (minutes.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO model_minute (model_id, minute_at, ok, critical, unjudged)
    SELECT ${modelId}, m.at, m.ok, m.critical, m.unjudged
    FROM unnest(
      ${minutes.map((minute) => new Date(minute.minuteMs))}::timestamptz[],
      ${minutes.map((minute) => minute.ok)}::int[], ${minutes.map((minute) => minute.critical)}::int[],
      ${minutes.map((minute) => minute.unjudged)}::int[]
    ) AS m (at, ok, critical, unjudged)
    ON CONFLICT (model_id, minute_at) DO UPDATE SET
      ok = excluded.ok, critical = excluded.critical, unjudged = excluded.unjudged`;
}
