import type { TopicPartition } from '@leeway/stream';
import type { ClaimedPartition } from '@leeway/store';
import { backoffMs } from './backoff.ts';
import type { OwnerDeps } from './owner-deps.ts';
import { sleep } from './sleep.ts';

/** Claims a partition, however long Postgres is away; a partition seen for the first time starts at its first record. */
export async function claimUntilHeld(
  origin: TopicPartition,
  deps: Pick<OwnerDeps, 'sink' | 'offsets' | 'openedTopicId' | 'log'>,
  isDropped: () => boolean,
): Promise<ClaimedPartition | null> {
  const { topic, partition } = origin;
  for (let attempt = 0; !isDropped(); attempt += 1) {
    try {
      const claimed = await deps.sink.claim(topic, partition);
      if (claimed !== null) return claimed;
      const offsets = await deps.offsets(origin);
      const fresh = { topic, topicId: deps.openedTopicId(topic), partitions: [{ partition, low: offsets?.low ?? 0n }] };
      await deps.sink.add(fresh);
    } catch (error) {
      deps.log.warn({ ...origin, attempt, err: error }, 'could not claim a partition; trying again');
      await sleep(backoffMs(attempt));
    }
  }
  return null;
}
