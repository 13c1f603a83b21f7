import type { TopicPartition } from '@leeway/stream';
import type { PartitionMemory } from './count-record.ts';
import { createDedupMemory, dedupModels, idsPerModel, restoreDedup } from './deduplicate.ts';
import type { OwnerDeps } from './owner-deps.ts';
import { createVersionLimit } from './version-limit.ts';

export function createPartitionMemory(): PartitionMemory {
  return { maxEventMs: 0, publishedMs: 0, limitVersion: createVersionLimit(), dedup: createDedupMemory() };
}

/** The event ids that were stored with the offset that comes next: after a claim, or when an offset moved unseen. */
export async function recallEventIds(
  { topic, partition }: TopicPartition,
  { dedup }: PartitionMemory,
  { sink, registry, now }: Pick<OwnerDeps, 'sink' | 'registry' | 'now'>,
): Promise<void> {
  const known = registry();
  const limit = idsPerModel(known, topic);
  dedup.pending.clear();
  for (const model of dedupModels(known, topic)) {
    // A backlog is read by its own time, which is not known yet: what is older was forgotten in Postgres, too.
    const rows = await sink.seenEvents({ topic, partition, modelId: model.id, fromMs: 0, limit });
    restoreDedup(dedup, { model, capacity: limit, rows });
  }
  dedup.clockMs = Math.min(dedup.clockMs, now());
}
