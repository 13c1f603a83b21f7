import { defaultSpec, MINUTE_MS } from '@leeway/slo';
import type { Db } from '@leeway/store';
import { windowOffsets } from './window-offsets.ts';

/** SLOs of one length of window: their ids are `<name>-<number>`. */
export type SloSet = { name: string; count: number; windowDays: number };

const SLOS_A_MODEL = 100;
const TARGET = 0.99;
/** Minutes laid on each side of the place where a window begins: enough for the minutes that a run walks. */
const AROUND = 30;

/** The models and SLOs of a set, as saves leave them, without going through ten thousand forms. */
export async function insertSlos(db: Db, set: SloSet): Promise<void> {
  const { name, count, windowDays } = set;
  const models = Math.ceil(count / SLOS_A_MODEL);
  await db.model.createMany({
    data: Array.from({ length: models }, (_, index) => ({
      id: `${name}-m${index}`,
      name: `${name} ${index}`,
      predictionTopic: `${name}.${index}`,
    })),
  });
  const spec = defaultSpec({ kind: 'availability', target: TARGET, windowDays }) as object;
  await db.slo.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      id: `${name}-${index}`,
      modelId: `${name}-m${Math.floor(index / SLOS_A_MODEL)}`,
      name: `Answers without error ${index}`,
      kind: 'availability',
      spec,
      target: TARGET,
      windowDays,
      createdBy: 'bench',
    })),
  });
}

/** What SLO number n counted in a minute: about a thousand events, one in three hundred of them bad. */
const COUNTS = `990 + (h & 15), (h >> 4) & 7, 0 FROM (SELECT *, hashint8extended(n::bigint * 1000003 + minute, 0) AS h`;

async function insertMinutes(db: Db, set: SloSet, input: { fromMs: number; toMs: number; first: number }) {
  const { fromMs, toMs, first } = input;
  if (toMs <= fromMs || first === 0) return;
  await db.$executeRawUnsafe(
    `INSERT INTO sli_minute (slo_id, minute_at, good, bad, unknown)
     SELECT '${set.name}-' || n, to_timestamp(minute * 60), ${COUNTS} FROM generate_series($1::bigint, $2::bigint - 1) AS minute,
       generate_series(0, $3::int - 1) AS n) AS counted ON CONFLICT DO NOTHING`,
    fromMs / MINUTE_MS,
    toMs / MINUTE_MS,
    first,
  );
}

/** A minute of every SLO of a set, written as the counting of events writes it. */
export function insertMinute(db: Db, set: SloSet, minuteMs: number): Promise<void> {
  return insertMinutes(db, set, { fromMs: minuteMs, toMs: minuteMs + MINUTE_MS, first: set.count });
}

/**
 * The history of a set up to `toMs`: every hour of every SLO, every minute of the first `full` ones, and of the others
 * the minutes around the places where windows begin, which are all that judging reads. All minutes of 10,000 SLOs would be
 * 446 million rows.
 */
export async function insertHistory(db: Db, set: SloSet, input: { toMs: number; full: number; runs: number }) {
  const { toMs, full } = input;
  const days = set.windowDays + 1;
  const fromMs = toMs - days * 1_440 * MINUTE_MS;
  await db.$executeRawUnsafe('ALTER TABLE sli_minute DISABLE TRIGGER USER');
  for (let day = 0; day < days; day += 1) {
    const dayMs = fromMs + day * 1_440 * MINUTE_MS;
    await insertMinutes(db, set, { fromMs: dayMs, toMs: dayMs + 1_440 * MINUTE_MS, first: full });
  }
  for (const offset of windowOffsets(set.windowDays)) {
    const at = toMs - offset * MINUTE_MS;
    const span = { fromMs: at - AROUND * MINUTE_MS, toMs: Math.min(toMs, at + AROUND * MINUTE_MS) };
    await insertMinutes(db, set, { ...span, first: set.count });
  }
  await db.$executeRawUnsafe('ALTER TABLE sli_minute ENABLE TRIGGER USER');
  // Of the SLOs whose minutes are not all there an hour's sums are sixty times a minute's.
  await db.$executeRawUnsafe(
    `INSERT INTO sli_hour (slo_id, hour_at, good, bad, unknown, measured)
     SELECT '${set.name}-' || n, to_timestamp(hour * 3600), 60 * 997, 60 * 3, 0, 60
     FROM generate_series($1::bigint, $2::bigint) AS hour, generate_series(0, $3::int - 1) AS n ON CONFLICT DO NOTHING`,
    Math.floor(fromMs / 3_600_000),
    Math.floor((toMs - 1) / 3_600_000),
    set.count,
  );
}
