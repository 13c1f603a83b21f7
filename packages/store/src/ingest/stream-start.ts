import type { Db, Tx } from '../client.ts';

/** Where a topic that nobody has read yet is begun; stored with the model that asks for it. `{}`: at its first record. */
export type StreamStart = {
  /** At the first record that is not older. */
  atMs?: number;
  /** Of the prediction topic: exactly there, by partition, as digits. Partitions that are not named begin by time. */
  offsets?: Record<string, string>;
};

type Row = { topic: string; start: StreamStart };

/**
 * By topic, of those that have no position yet; absent = at the first record. Where models differ, the earliest time
 * holds for all: a topic has one position.
 */
export async function loadStreamStarts(db: Db | Tx, topics: string[]): Promise<Map<string, StreamStart>> {
  const rows = await db.$queryRaw<Row[]>`
    WITH asked AS (
      SELECT prediction_topic AS topic, start_from AS start FROM model WHERE archived_at IS NULL
      UNION ALL
      SELECT label_topic, start_from - 'offsets' FROM model WHERE archived_at IS NULL AND label_topic IS NOT NULL)
    SELECT topic, start FROM asked
     WHERE topic = ANY (${topics}::text[])
       AND NOT EXISTS (SELECT 1 FROM partition_progress p WHERE p.topic = asked.topic)`;
  const starts = new Map<string, StreamStart>();
  for (const [topic, group] of Map.groupBy(rows, (row) => row.topic)) {
    const times = group.map(({ start }) => start.atMs ?? 0);
    const first = group[0]?.start;
    if (times.includes(0) || first === undefined) continue;
    starts.set(topic, group.length === 1 ? first : { atMs: Math.min(...times) });
  }
  return starts;
}
