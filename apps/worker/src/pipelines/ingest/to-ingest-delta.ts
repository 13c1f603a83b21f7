import type { IngestDelta } from '@leeway/store';
import type { TopicPartition } from '@leeway/stream';
import type { PartitionMemory } from './count-record.ts';
import type { IngestRegistry } from './ingest-model.ts';
import { observationsOf } from './observe-features.ts';
import type { PartitionDelta } from './partition-delta.ts';

/** What a flush stores. */
export function toIngestDelta(input: {
  origin: TopicPartition;
  epoch: bigint;
  fromOffset: bigint;
  toOffset: bigint;
  high: bigint;
  memory: PartitionMemory;
  delta: PartitionDelta;
  registry: IngestRegistry;
  nowMs: number;
}): IngestDelta {
  const { origin, delta, memory, registry, high, toOffset } = input;
  const { dedup, maxEventMs } = memory;
  return {
    ...origin,
    epoch: input.epoch,
    fromOffset: input.fromOffset,
    toOffset,
    maxEventMs,
    watermarkMs: Math.max(0, maxEventMs - (registry.latenessMs.get(origin.topic) ?? 0)),
    lag: high > toOffset ? high - toOffset : 0n,
    panes: [...delta.panes.values()],
    counters: [...delta.counters.values()],
    awaitingLabels: delta.awaitingLabels,
    awaitingPredictions: delta.awaitingPredictions,
    rescore: [...delta.rescore.values()],
    seenEvents: [...dedup.pending].flatMap(([modelId, seen]) =>
      [...seen.parts()].map((part) => ({ modelId, ...part })),
    ),
    forgetBefore: [...dedup.pending].map(([modelId, seen]) => ({
      modelId,
      beforeMs: seen.oldestKeptMs(dedup.clockMs),
    })),
    observations: observationsOf(delta.unknownFeatures, delta.panes.values()),
    atMs: input.nowMs,
  };
}
