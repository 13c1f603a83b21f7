import { withKafkaAdmin } from '@leeway/devstack';

/** How many messages a topic was given since it exists; for topics without transactions, compaction or expiry. */
export async function countMessages(brokers: string[], topic: string): Promise<number> {
  const offsets = await withKafkaAdmin({ brokers }, (admin) => admin.fetchTopicOffsets(topic));
  return offsets.reduce((sum, { high }) => sum + Number(high), 0);
}
