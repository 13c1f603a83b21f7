import type { Admin, Kafka } from 'kafkajs';
import type { StreamAdmin } from '../port.ts';

const READABLE_WITHIN_MS = 15_000;

export async function openKafkaAdmin(kafka: Kafka): Promise<StreamAdmin> {
  const admin = kafka.admin();
  await admin.connect();
  return {
    listTopics: () => admin.listTopics(),
    ensureTopics: async (topics) => {
      const existing = new Set(await admin.listTopics());
      const missing = topics.filter(({ topic }) => !existing.has(topic));
      if (missing.length === 0) return [];
      await admin.createTopics({
        waitForLeaders: false,
        topics: missing.map(({ topic, partitions, replicationFactor, config }) => ({
          topic,
          numPartitions: partitions,
          replicationFactor: replicationFactor ?? -1,
          configEntries: Object.entries(config ?? {}).map(([name, value]) => ({ name, value })),
        })),
      });
      for (const { topic } of missing) await untilReadable(admin, topic);
      return missing.map(({ topic }) => topic);
    },
    offsets: async (topic) => {
      const offsets = await admin.fetchTopicOffsets(topic);
      return offsets.map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }));
    },
    close: () => admin.disconnect(),
  };
}

/** A new topic reaches the brokers' own view of the cluster a moment after its creation was acknowledged. */
async function untilReadable(admin: Admin, topic: string): Promise<void> {
  const deadlineMs = Date.now() + READABLE_WITHIN_MS;
  for (;;) {
    try {
      await admin.fetchTopicOffsets(topic);
      return;
    } catch (error) {
      if (Date.now() > deadlineMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
