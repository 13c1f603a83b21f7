import { TOPICS } from '@leeway/contracts';

export type TopicDefinition = { topic: string; partitions: number; settings?: Record<string, string> };

/** Leeway's own topics. One partition where the order over all models matters; a partition never goes away again. */
export const LEEWAY_TOPICS: readonly TopicDefinition[] = [
  { topic: TOPICS.changes, partitions: 1 },
  { topic: TOPICS.remediations, partitions: 1 },
  { topic: TOPICS.remediationResults, partitions: 1 },
  // Only the newest state of each model counts, and it has to outlive the retention time.
  { topic: TOPICS.modelState, partitions: 1, settings: { 'cleanup.policy': 'compact' } },
  { topic: TOPICS.deadLetters, partitions: 1 },
];

export const DEMO_TOPICS: readonly TopicDefinition[] = [
  { topic: 'demo.employment.predictions', partitions: 3 },
  { topic: 'demo.employment.labels', partitions: 3 },
];
