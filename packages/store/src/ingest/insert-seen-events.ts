import type { Db, Tx } from '../client.ts';
import type { IngestDelta } from './ingest-delta.ts';

/** Remembers which event ids came, in the transaction that counts them, and forgets those of long ago. */
export async function insertSeenEvents(tx: Tx, delta: IngestDelta): Promise<void> {
  const { topic, partition, toOffset, seenEvents, forgetBefore } = delta;
  if (seenEvents.length > 0)
    await tx.$executeRaw`
      INSERT INTO seen_events (topic, partition, model_id, to_offset, seen_at, fingerprints)
      SELECT ${topic}, ${partition}, model_id, ${toOffset}, to_timestamp(seen_ms / 1000.0), decode(fingerprints, 'base64')
        FROM unnest(
          ${seenEvents.map(({ modelId }) => modelId)}::text[],
          ${seenEvents.map(({ seenMs }) => seenMs)}::float8[],
          ${seenEvents.map(({ fingerprints }) => toBase64(fingerprints))}::text[]
        ) AS fresh (model_id, seen_ms, fingerprints)`;
  if (forgetBefore.length > 0)
    await tx.$executeRaw`
      DELETE FROM seen_events AS old
       USING unnest(
          ${forgetBefore.map(({ modelId }) => modelId)}::text[],
          ${forgetBefore.map(({ beforeMs }) => beforeMs)}::float8[]
        ) AS past (model_id, before_ms)
       WHERE old.topic = ${topic} AND old.partition = ${partition} AND old.model_id = past.model_id
         AND old.seen_at < to_timestamp(past.before_ms / 1000.0)`;
}

export type SeenEventsRow = { seenMs: number; fingerprints: Float64Array };

/** What a partition remembers of a model's event ids since `fromMs`: newest first, at most about `limit` of them. */
export async function loadSeenEvents(
  db: Db,
  input: { topic: string; partition: number; modelId: string; fromMs: number; limit: number },
): Promise<SeenEventsRow[]> {
  const rows = await db.$queryRaw<{ seenMs: number; fingerprints: Uint8Array }[]>`
    SELECT (extract(epoch FROM seen_at) * 1000)::float8 AS "seenMs", fingerprints
      FROM (SELECT seen_at, fingerprints,
                   sum(length(fingerprints) / 8) OVER (ORDER BY seen_at DESC, to_offset DESC) AS total
              FROM seen_events
             WHERE topic = ${input.topic} AND partition = ${input.partition} AND model_id = ${input.modelId}
               AND seen_at >= ${new Date(input.fromMs)}) AS remembered
     WHERE total <= ${input.limit}::int + length(fingerprints) / 8
     ORDER BY seen_at DESC`;
  return rows.map((row) => ({ seenMs: row.seenMs, fingerprints: fromBytes(row.fingerprints) }));
}

function toBase64(fingerprints: Float64Array): string {
  return Buffer.from(fingerprints.buffer, fingerprints.byteOffset, fingerprints.byteLength).toString('base64');
}

/** A copy: bytes from the driver need not lie at a multiple of eight. */
function fromBytes(bytes: Uint8Array): Float64Array {
  return new Float64Array(Uint8Array.from(bytes).buffer);
}
