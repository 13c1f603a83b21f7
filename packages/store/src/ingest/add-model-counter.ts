import type { Tx } from '../client.ts';

/** Counts what belongs to a model but to no partition. */
export async function addModelCounter(
  tx: Tx,
  input: { modelId: string; topic: string; atMs: number; expired?: number; repeatedLabels?: number },
): Promise<void> {
  const { modelId, topic, atMs, expired = 0, repeatedLabels = 0 } = input;
  const minuteAt = new Date(Math.floor(atMs / 60_000) * 60_000);
  await tx.ingestCounter.upsert({
    where: { modelId_minuteAt_topic_partition: { modelId, minuteAt, topic, partition: -1 } },
    create: { modelId, minuteAt, topic, partition: -1, expired, repeatedLabels },
    update: { expired: { increment: expired }, repeatedLabels: { increment: repeatedLabels } },
  });
}
