import { loadStreamStarts, type Db, type OpenedTopic, type StreamStart } from '@leeway/store';
import type { PartitionOffsets, StreamAdmin } from '@leeway/stream';

type Opened = Omit<OpenedTopic, 'partitions'> & { partitions: PartitionOffsets[] };

/**
 * Where topics that nobody has read yet are begun, as their models ask: at their first record, at an instant, or at
 * offsets. Topics with a position keep it: what is given here for them is not used.
 */
export async function firstPositions<T extends Opened>(
  { db, admin }: { db: Db; admin: Pick<StreamAdmin, 'offsetsAt'> },
  topics: T[],
): Promise<T[]> {
  const starts = await loadStreamStarts(
    db,
    topics.map(({ topic }) => topic),
  );
  const placed: T[] = [];
  for (const opened of topics) {
    const start = starts.get(opened.topic);
    placed.push(start === undefined ? opened : { ...opened, partitions: await begunAt(admin, opened, start) });
  }
  return placed;
}

async function begunAt(
  admin: Pick<StreamAdmin, 'offsetsAt'>,
  { topic, partitions }: Opened,
  { atMs = 0, offsets = {} }: StreamStart,
): Promise<PartitionOffsets[]> {
  const byTime = await admin.offsetsAt(topic, atMs);
  return partitions.map(({ partition, low, high }) => {
    const given = offsets[String(partition)];
    const wanted = given === undefined ? (byTime.get(partition) ?? high) : BigInt(given);
    // The topic may have been made anew, or its oldest records be gone, since the model was made.
    const first = wanted > high ? low : wanted;
    return { partition, low: first > low ? first : low, high };
  });
}
