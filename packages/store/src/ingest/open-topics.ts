import type { Db, Tx } from '../client.ts';
import { notifyLive } from '../live.ts';

export type OpenedTopic = {
  topic: string;
  /** As the brokers say; "" when they do not tell. */
  topicId: string;
  partitions: { partition: number; low: bigint }[];
};

type Row = { topic: string; partition: number; nextOffset: bigint; topicId: string };

/** One statement must not get more parameters than Postgres takes. */
const ROWS_AT_ONCE = 5_000;

/**
 * Gives every partition a row, so that none is forgotten when panes are declared complete. Where a topic has another
 * id than before it was deleted and made anew: a gap is recorded, reading begins at its first record, and whoever still
 * reads the old one loses its next compare-and-set. Returns the topics that were made anew.
 */
export async function openTopics(db: Db, input: { topics: OpenedTopic[]; atMs: number }): Promise<string[]> {
  return db.$transaction(
    async (tx) => {
      const known = await tx.$queryRaw<Row[]>`
        SELECT topic, partition, next_offset AS "nextOffset", topic_id AS "topicId" FROM partition_progress
         WHERE topic = ANY (${input.topics.map(({ topic }) => topic)}::text[])
         ORDER BY topic, partition FOR UPDATE`;
      const renewed = await renew(tx, known, input);
      for (const rows of inGroups(input.topics.flatMap(rowsOf))) await insertNew(tx, rows);
      await nameUnnamed(tx, input.topics);
      return renewed;
    },
    { maxWait: 10_000, timeout: 60_000 },
  );
}

/** Rows for partitions that have just appeared. */
export async function addPartitions(db: Db, topic: OpenedTopic): Promise<void> {
  await insertNew(db, rowsOf(topic));
}

async function renew(tx: Tx, known: Row[], input: { topics: OpenedTopic[]; atMs: number }): Promise<string[]> {
  const opened = new Map(input.topics.map((topic) => [topic.topic, topic]));
  const renewed = new Set<string>();
  for (const { topic, partition, nextOffset, topicId } of known) {
    const now = opened.get(topic);
    const isThere = now?.partitions.find((one) => one.partition === partition);
    const isAnew = now !== undefined && topicId !== '' && now.topicId !== '' && now.topicId !== topicId;
    if (now === undefined || (isThere !== undefined && !isAnew)) continue;
    const toOffset = isThere?.low ?? nextOffset;
    const reason = isThere
      ? `the topic was deleted and made anew (${topicId} is ${now.topicId} now): what was not read of it is gone`
      : 'the partition does not exist any more: its topic was made anew with fewer';
    const detectedAt = new Date(input.atMs);
    await tx.dataGap.create({ data: { topic, partition, fromOffset: nextOffset, toOffset, reason, detectedAt } });
    const where = { topic_partition: { topic, partition } };
    // Without the row of a partition that is gone, its watermark would hold back every window for ever.
    if (isThere === undefined) await tx.partitionProgress.delete({ where });
    else
      await tx.partitionProgress.update({
        where,
        data: {
          nextOffset: toOffset,
          topicId: now.topicId,
          ownerEpoch: { increment: 1 },
          caughtUp: false,
          lag: 0n,
          waitsFor: null,
        },
      });
    renewed.add(topic);
  }
  if (renewed.size > 0) await notifyLive(tx, { kind: 'ingest', atMs: input.atMs });
  return [...renewed];
}

function rowsOf({ topic, topicId, partitions }: OpenedTopic): (Omit<Row, 'nextOffset'> & { low: bigint })[] {
  return partitions.map(({ partition, low }) => ({ topic, topicId, partition, low }));
}

async function insertNew(tx: Tx | Db, rows: ReturnType<typeof rowsOf>): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO partition_progress (topic, partition, next_offset, topic_id)
    SELECT topic, partition, low::bigint, topic_id
      FROM unnest(
        ${rows.map(({ topic }) => topic)}::text[],
        ${rows.map(({ partition }) => partition)}::int[],
        ${rows.map(({ low }) => String(low))}::text[],
        ${rows.map(({ topicId }) => topicId)}::text[]
      ) AS fresh (topic, partition, low, topic_id)
     ORDER BY topic, partition
    ON CONFLICT DO NOTHING`;
}

/** Rows from before ids were known. */
async function nameUnnamed(tx: Tx, topics: OpenedTopic[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE partition_progress AS old SET topic_id = named.topic_id
      FROM unnest(
        ${topics.map(({ topic }) => topic)}::text[],
        ${topics.map(({ topicId }) => topicId)}::text[]
      ) AS named (topic, topic_id)
     WHERE old.topic = named.topic AND old.topic_id = ''`;
}

function inGroups<T>(items: T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / ROWS_AT_ONCE) }, (_, group) =>
    items.slice(group * ROWS_AT_ONCE, (group + 1) * ROWS_AT_ONCE),
  );
}
