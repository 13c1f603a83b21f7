import { LATENCY_EDGES_MS } from '@leeway/drift';
import { noSignals, type MinuteSignals } from '@leeway/slo';
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
      || float8send(ok::float8) || float8send(critical::float8) || float8send(unjudged::float8)
      || float8send(features_ok::float8) || float8send(features_critical::float8)
      || float8send(features_unjudged::float8),
      '' ORDER BY minute_at) AS packed
    FROM model_minute
    WHERE model_id = ${input.modelId}
      AND minute_at >= ${new Date(input.fromMs)} AND minute_at < ${new Date(input.toMs)}`;
  return unpackRows(row?.packed ?? null, 11, (column) => ({
    ...noSignals(),
    minuteMs: Math.round(column(0) * 1_000),
    events: column(1),
    errors: column(2),
    timed: column(3),
    withinThreshold: column(4),
    windows: { ok: column(5), critical: column(6), unjudged: column(7) },
    features: { ok: column(8), critical: column(9), unjudged: column(10) },
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

export type JudgedMinute = { minuteMs: number } & Pick<MinuteSignals, 'windows' | 'features'>;

/** Replaces what windows said of minutes; service counters stay. */
export async function writeJudgedMinutes(tx: Tx, modelId: string, minutes: readonly JudgedMinute[]): Promise<void> {
  if (minutes.length === 0) return;
  const of = (part: 'windows' | 'features', name: keyof MinuteSignals['windows']) =>
    minutes.map((minute) => minute[part][name]);
  await tx.$executeRaw`
    INSERT INTO model_minute (
      model_id, minute_at, ok, critical, unjudged, features_ok, features_critical, features_unjudged)
    SELECT ${modelId}, m.*
    FROM unnest(
      ${minutes.map((minute) => new Date(minute.minuteMs))}::timestamptz[],
      ${of('windows', 'ok')}::int[], ${of('windows', 'critical')}::int[], ${of('windows', 'unjudged')}::int[],
      ${of('features', 'ok')}::int[], ${of('features', 'critical')}::int[], ${of('features', 'unjudged')}::int[]
    ) AS m
    ON CONFLICT (model_id, minute_at) DO UPDATE SET
      ok = excluded.ok, critical = excluded.critical, unjudged = excluded.unjudged,
      features_ok = excluded.features_ok, features_critical = excluded.features_critical,
      features_unjudged = excluded.features_unjudged`;
}

/** Start of the first minute in which the model had an event; null = it never had one. */
export async function firstEventMinute(db: Db | Tx, modelId: string): Promise<number | null> {
  const first = await db.modelMinute.findFirst({
    where: { modelId, events: { gt: 0 } },
    orderBy: { minuteAt: 'asc' },
    select: { minuteAt: true },
  });
  return first?.minuteAt.getTime() ?? null;
}
