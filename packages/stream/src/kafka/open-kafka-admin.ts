import type { Kafka } from 'kafkajs';
import type { StreamAdmin } from '../port.ts';
import { openClusterView, type ClusterView } from './metadata/open-cluster-view.ts';

const READABLE_WITHIN_MS = 15_000;

export async function openKafkaAdmin(kafka: Kafka): Promise<StreamAdmin> {
  const admin = kafka.admin();
  await admin.connect();
  const view = openClusterView(kafka);
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
      await untilReadable(
        view,
        missing.map(({ topic }) => topic),
      );
      return missing.map(({ topic }) => topic);
    },
    // kafkajs' own way would remember the topic, and fail at everything once the topic is deleted.
    offsets: async (topic) => (await view.offsets([topic])).get(topic) ?? [],
    offsetsOf: (topics) => view.offsets(topics),
    offsetsAt: (topic, atMs) => view.offsetsAt(topic, atMs),
    topicIds: async (topics) => new Map((await view.describe(topics)).map(({ topic, topicId }) => [topic, topicId])),
    close: async () => {
      await view.close();
      await admin.disconnect();
    },
  };
}

/** A new topic reaches the brokers' own view of the cluster a moment after its creation was acknowledged. */
async function untilReadable(view: ClusterView, topics: string[]): Promise<void> {
  const deadlineMs = Date.now() + READABLE_WITHIN_MS;
  for (;;) {
    try {
      if ((await view.offsets(topics)).size === topics.length) return;
      if (Date.now() > deadlineMs) throw new Error(`not readable in time: ${topics.join(', ')}`);
    } catch (error) {
      if (Date.now() > deadlineMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
