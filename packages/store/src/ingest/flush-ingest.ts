import { notifyLive } from '../live.ts';
import type { Db, Tx } from '../client.ts';
import type { FlushOutcome, IngestDelta } from './ingest-delta.ts';
import { insertAwaiting } from './insert-awaiting.ts';
import { insertObservations } from './insert-observations.ts';
import { insertSeenEvents } from './insert-seen-events.ts';
import { mergeNewCategories } from './merge-new-categories.ts';
import { mergePaneRows } from './merge-pane-rows.ts';

const TRANSACTION = { maxWait: 10_000, timeout: 30_000 };

class Lost extends Error {}

/**
 * Stores what a stretch of one partition adds and moves its offset on, in one transaction. The compare-and-set on
 * offset and epoch makes every record count once: a replay and a worker that lost the partition both find 0 rows.
 */
export async function flushIngest(db: Db, delta: IngestDelta): Promise<FlushOutcome> {
  try {
    await db.$transaction(async (tx) => {
      await advanceOffset(tx, delta);
      await mergePaneRows(tx, delta);
      await mergeNewCategories(tx, delta);
      await addCounters(tx, delta);
      await insertAwaiting(tx, delta);
      await insertSeenEvents(tx, delta);
      await insertObservations(tx, delta);
      await markForRescore(tx, delta);
    }, TRANSACTION);
    return 'stored';
  } catch (error) {
    if (error instanceof Lost) return 'lost';
    throw error;
  }
}

async function advanceOffset(tx: Tx, delta: IngestDelta): Promise<void> {
  const { topic, partition, epoch, fromOffset, toOffset, maxEventMs, watermarkMs, lag } = delta;
  const count = await tx.$executeRaw`
    UPDATE partition_progress
       SET next_offset = ${toOffset},
           max_event_ms = GREATEST(max_event_ms, ${maxEventMs}::bigint),
           watermark_ms = GREATEST(watermark_ms, ${watermarkMs}::bigint),
           caught_up = false, lag = ${lag}, waits_for = NULL, updated_at = now()
     WHERE topic = ${topic} AND partition = ${partition}
       AND next_offset = ${fromOffset} AND owner_epoch = ${epoch}`;
  if (count !== 1) throw new Lost();
}

async function addCounters(tx: Tx, { topic, partition, counters }: IngestDelta): Promise<void> {
  if (counters.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO ingest_counter AS old (model_id, minute_at, topic, partition, events, labels, late,
                                       dead_lettered, unknown_model, duplicates, revised, unknown_features)
    SELECT model_id, to_timestamp(minute_ms / 1000.0), ${topic}, ${partition}, events, labels, late,
           dead_lettered, unknown_model, duplicates, revised, unknown_features
      FROM unnest(
        ${counters.map(({ modelId }) => modelId)}::text[],
        ${counters.map(({ minuteMs }) => minuteMs)}::float8[],
        ${counters.map(({ events }) => events)}::int[],
        ${counters.map(({ labels }) => labels)}::int[],
        ${counters.map(({ late }) => late)}::int[],
        ${counters.map(({ deadLettered }) => deadLettered)}::int[],
        ${counters.map(({ unknownModel }) => unknownModel)}::int[],
        ${counters.map(({ duplicates }) => duplicates)}::int[],
        ${counters.map(({ revised }) => revised)}::int[],
        ${counters.map(({ unknownFeatures }) => unknownFeatures)}::int[]
      ) AS fresh (model_id, minute_ms, events, labels, late, dead_lettered, unknown_model, duplicates, revised,
                  unknown_features)
    ON CONFLICT (model_id, minute_at, topic, partition) DO UPDATE
       SET events = old.events + excluded.events, labels = old.labels + excluded.labels,
           late = old.late + excluded.late, dead_lettered = old.dead_lettered + excluded.dead_lettered,
           unknown_model = old.unknown_model + excluded.unknown_model,
           duplicates = old.duplicates + excluded.duplicates, revised = old.revised + excluded.revised,
           unknown_features = old.unknown_features + excluded.unknown_features`;
  if (counters.some(({ deadLettered, late }) => deadLettered > 0 || late > 0))
    await notifyLive(tx, { kind: 'ingest', atMs: Date.now() });
}

/** The count of marks tells the evaluator whether one came while it judged; only then the mark stays. */
async function markForRescore(tx: Tx, { rescore }: IngestDelta): Promise<void> {
  if (rescore.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO pane_rescore AS old (model_id, start_at)
    SELECT DISTINCT model_id, to_timestamp(start_ms / 1000.0)
      FROM unnest(
        ${rescore.map(({ modelId }) => modelId)}::text[],
        ${rescore.map(({ startMs }) => startMs)}::float8[]
      ) AS fresh (model_id, start_ms)
     ORDER BY 1, 2
    ON CONFLICT (model_id, start_at) DO UPDATE SET marks = old.marks + 1`;
}
