import { TOPICS } from '@leeway/contracts';
import type { NewTopic, Stream } from '@leeway/stream';

const WEEK_MS = String(7 * 86_400_000);

/** Leeway's own topics, made when missing: brokers do not create topics by themselves. */
export async function ensureOwnTopics(stream: Stream, replicationFactor: number): Promise<string[]> {
  const topic = (name: string, config: Record<string, string>): NewTopic => ({
    topic: name,
    // One partition keeps the order of a model's commands and answers without further thought; traffic is tiny.
    partitions: 1,
    replicationFactor,
    config,
  });
  const admin = await stream.openAdmin();
  try {
    return await admin.ensureTopics([
      topic(TOPICS.changes, { 'retention.ms': WEEK_MS }),
      topic(TOPICS.remediations, { 'retention.ms': WEEK_MS }),
      topic(TOPICS.remediationResults, { 'retention.ms': WEEK_MS }),
      // Only the newest state of each model counts, and it has to outlive the retention time.
      topic(TOPICS.modelState, { 'cleanup.policy': 'compact' }),
      topic(TOPICS.deadLetters, { 'retention.ms': WEEK_MS }),
    ]);
  } finally {
    await admin.close();
  }
}
