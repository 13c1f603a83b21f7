import type { Tx } from '../client.ts';
import { addModelCounter } from './add-model-counter.ts';
import type { IngestDelta } from './ingest-delta.ts';

/** Predictions and labels wait for each other under their event's id; a repeated id is the same event. */
export async function insertAwaiting(tx: Tx, delta: IngestDelta): Promise<void> {
  const { awaitingLabels, awaitingPredictions } = delta;
  if (awaitingLabels.length > 0)
    await tx.$executeRaw`
      INSERT INTO awaiting_label (model_id, event_id, event_at, version, score, predicted)
      SELECT model_id, event_id, to_timestamp(event_ms / 1000.0), version, score, predicted
        FROM unnest(
          ${awaitingLabels.map(({ modelId }) => modelId)}::text[],
          ${awaitingLabels.map(({ eventId }) => eventId)}::text[],
          ${awaitingLabels.map(({ eventMs }) => eventMs)}::float8[],
          ${awaitingLabels.map(({ version }) => version)}::text[],
          ${awaitingLabels.map(({ score }) => score)}::float8[],
          ${awaitingLabels.map(({ predicted }) => predicted)}::text[]
        ) AS fresh (model_id, event_id, event_ms, version, score, predicted)
       ORDER BY model_id, event_id
      ON CONFLICT DO NOTHING`;
  if (awaitingPredictions.length > 0)
    await countRepeated(
      tx,
      delta,
      await tx.$queryRaw`
      WITH taken AS (
      INSERT INTO awaiting_prediction (model_id, event_id, label, seen_at)
      SELECT model_id, event_id, label, to_timestamp(seen_ms / 1000.0)
        FROM unnest(
          ${awaitingPredictions.map(({ modelId }) => modelId)}::text[],
          ${awaitingPredictions.map(({ eventId }) => eventId)}::text[],
          ${awaitingPredictions.map(({ label }) => label)}::text[],
          ${awaitingPredictions.map(({ seenMs }) => seenMs)}::float8[]
        ) AS fresh (model_id, event_id, label, seen_ms)
       ORDER BY model_id, event_id
      ON CONFLICT DO NOTHING RETURNING model_id)
      SELECT model_id AS "modelId", count(*)::int AS n FROM taken GROUP BY 1`,
    );
}

/** A label for an event whose label waits already is counted as repeated: the first one stays. */
async function countRepeated(tx: Tx, delta: IngestDelta, taken: { modelId: string; n: number }[]): Promise<void> {
  const { topic, atMs, awaitingPredictions } = delta;
  const takenOf = new Map(taken.map(({ modelId, n }) => [modelId, n]));
  // In one order, so that two partitions never wait for each other.
  const groups = [...Map.groupBy(awaitingPredictions, (row) => row.modelId)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [modelId, given] of groups) {
    const repeatedLabels = given.length - (takenOf.get(modelId) ?? 0);
    if (repeatedLabels > 0) await addModelCounter(tx, { modelId, topic, atMs, repeatedLabels });
  }
}
