import type { Tx } from '../client.ts';
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
    await tx.$executeRaw`
      INSERT INTO awaiting_prediction (model_id, event_id, label, seen_at)
      SELECT model_id, event_id, label, to_timestamp(seen_ms / 1000.0)
        FROM unnest(
          ${awaitingPredictions.map(({ modelId }) => modelId)}::text[],
          ${awaitingPredictions.map(({ eventId }) => eventId)}::text[],
          ${awaitingPredictions.map(({ label }) => label)}::text[],
          ${awaitingPredictions.map(({ seenMs }) => seenMs)}::float8[]
        ) AS fresh (model_id, event_id, label, seen_ms)
       ORDER BY model_id, event_id
      ON CONFLICT DO NOTHING`;
}
