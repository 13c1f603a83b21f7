import type { KafkaSecurity } from '@leeway/stream';
import { StartError } from '../start-error.ts';
import { withKafkaAdmin } from './kafka-admin.ts';
import type { TopicDefinition } from './topics.ts';

const WITHIN_MS = 30_000;

/** Makes the topics that are missing; returns their names. Existing ones stay as they are. */
export async function ensureTopics(input: {
  brokers: string[];
  security?: KafkaSecurity;
  topics: readonly TopicDefinition[];
  signal?: AbortSignal | undefined;
}): Promise<string[]> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    input.signal?.throwIfAborted();
    try {
      return await createMissing(input);
    } catch (cause) {
      if (Date.now() > deadline || !isPassing(cause)) {
        throw new StartError(
          `the topics could not be made on ${input.brokers.join(',')}: ${reason(cause)}`,
          `give the user the right to create topics, or make them by hand: ${input.topics.map(({ topic }) => topic).join(' ')}`,
          { cause },
        );
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function createMissing({ topics, ...connection }: Parameters<typeof ensureTopics>[0]): Promise<string[]> {
  return withKafkaAdmin(connection, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter(({ topic }) => !existing.has(topic));
    if (missing.length === 0) return [];
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions, settings }) => ({
        topic,
        numPartitions: partitions,
        // The broker's own default, which is right for one node and for a cluster.
        replicationFactor: -1,
        configEntries: Object.entries(settings ?? {}).map(([name, value]) => ({ name, value })),
      })),
    });
    return missing.map(({ topic }) => topic);
  });
}

/** A broker that has just come up refuses for a moment; missing rights stay missing. */
function isPassing(error: unknown): boolean {
  return !/AUTHORIZATION|POLICY|INVALID/u.test(reason(error));
}

/** kafkajs wraps one error a topic in an aggregate, and keeps the broker's own code in `type`. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.map(reason).join('; ');
  return 'type' in error && typeof error.type === 'string' ? `${error.type}: ${error.message}` : error.message;
}
