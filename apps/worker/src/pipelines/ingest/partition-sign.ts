import type { PartitionSign } from '@leeway/store';
import type { TopicPartition } from '@leeway/stream';
import type { OwnerDeps } from './owner-deps.ts';
import type { PartitionCounter } from './partition-counter.ts';

/** The end of a partition as the brokers told it at an instant. */
export type Probe = { high: bigint; asOfMs: number };

/** What pages and evaluator may know of a partition that has nothing to flush. */
export function signOf(
  origin: TopicPartition,
  now: { epoch: bigint; nextOffset: bigint; waitsFor: string | null },
  probe: Probe,
  counter: PartitionCounter,
  { idleMs }: Pick<OwnerDeps, 'idleMs'>,
): PartitionSign {
  const { memory } = counter;
  const lag = lagOf(probe, now.nextOffset);
  const isIdle = lag === 0n && probe.asOfMs - counter.lastRecordMs >= idleMs;
  // From here on the evaluator may take everything before this instant for complete.
  if (isIdle) memory.publishedMs = Math.max(memory.publishedMs, probe.asOfMs);
  return { ...origin, ...now, lag, isIdle, asOfMs: probe.asOfMs };
}

export function lagOf({ high }: Probe, stored: bigint): bigint {
  return high > stored ? high - stored : 0n;
}
