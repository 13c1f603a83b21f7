import type { Db, Tx } from '../client.ts';

/**
 * What ingestion made of the records of a model's prediction topic, by the minute in which they came. Dead letters that
 * name no model count for every model of the topic; those of a model that nobody registered count for none.
 */
export async function recordMinutes(
  db: Db | Tx,
  input: { modelId: string; topic: string; fromMs: number; toMs: number },
): Promise<{ minuteMs: number; counted: number; refused: number }[]> {
  const rows = await db.$queryRaw<{ minute_at: Date; counted: bigint; refused: bigint }[]>`
    SELECT minute_at, sum(events) AS counted, sum(dead_lettered + late - unknown_model) AS refused
    FROM ingest_counter
    WHERE model_id IN (${input.modelId}, '') AND topic = ${input.topic}
      AND minute_at >= ${new Date(input.fromMs)} AND minute_at < ${new Date(input.toMs)}
    GROUP BY minute_at ORDER BY minute_at`;
  return rows.map((row) => ({
    minuteMs: row.minute_at.getTime(),
    counted: Number(row.counted),
    refused: Math.max(0, Number(row.refused)),
  }));
}

/**
 * Up to where every event of a model was read, as the evaluator reckons it: each partition of its topic has passed it by
 * the allowed lateness, or is idle and was read to its end. Null = nobody reads the topic.
 */
export async function readToMs(db: Db | Tx, modelId: string): Promise<number | null> {
  const [row] = await db.$queryRaw<{ read_to_ms: number | null }[]>`
    SELECT (min(greatest(p.max_event_ms, CASE WHEN p.caught_up THEN extract(epoch FROM p.updated_at) * 1000 ELSE 0 END))
      - max(m.lateness_ms))::float8 AS read_to_ms
    FROM model m JOIN partition_progress p ON p.topic = m.prediction_topic
    WHERE m.id = ${modelId}`;
  return row?.read_to_ms ?? null;
}
