import type { Db, Tx } from '../client.ts';

/** What became of the messages of a model's topics over a stretch of processing time. */
export type IngestTotals = {
  events: number;
  labels: number;
  /** Too old to be counted. */
  late: number;
  /** Of the events, those that came after their pane was taken for complete: its windows were judged again. */
  revised: number;
  duplicates: number;
  repeatedLabels: number;
  /** Predictions or labels whose counterpart never came. */
  expired: number;
  unknownFeatures: number;
  /** Of the topics: a message that cannot be read belongs to no model. */
  deadLettered: number;
  unknownModel: number;
  /** Offsets of the topics that were never read. */
  gapped: number;
  gaps: number;
};

/** Counters of one model in [fromMs, toMs), with those of its topics that belong to no model. */
export async function loadIngestTotals(
  db: Db | Tx,
  input: { modelId: string; topics: string[]; fromMs: number; toMs: number },
): Promise<IngestTotals> {
  const [from, to] = [new Date(input.fromMs), new Date(input.toMs)];
  const rows = await db.$queryRaw<IngestTotals[]>`
    SELECT own.*, topics.*, gaps.* FROM
      (SELECT coalesce(sum(events), 0)::float8 AS events, coalesce(sum(labels), 0)::float8 AS labels,
              coalesce(sum(late), 0)::float8 AS late, coalesce(sum(revised), 0)::float8 AS revised,
              coalesce(sum(duplicates), 0)::float8 AS duplicates,
              coalesce(sum(repeated_labels), 0)::float8 AS "repeatedLabels",
              coalesce(sum(expired), 0)::float8 AS expired,
              coalesce(sum(unknown_features), 0)::float8 AS "unknownFeatures"
         FROM ingest_counter WHERE model_id = ${input.modelId} AND minute_at >= ${from} AND minute_at < ${to}) own,
      (SELECT coalesce(sum(dead_lettered), 0)::float8 AS "deadLettered",
              coalesce(sum(unknown_model), 0)::float8 AS "unknownModel"
         FROM ingest_counter
        WHERE topic = ANY (${input.topics}::text[]) AND minute_at >= ${from} AND minute_at < ${to}) topics,
      (SELECT coalesce(sum(GREATEST(to_offset - from_offset, 0)), 0)::float8 AS gapped, count(*)::float8 AS gaps
         FROM data_gap
        WHERE topic = ANY (${input.topics}::text[]) AND detected_at >= ${from} AND detected_at < ${to}) gaps`;
  const [totals] = rows;
  if (totals === undefined) throw new Error('an aggregate without a row');
  return totals;
}
