import { TOPICS } from '@leeway/contracts';

export type TopicDefinition = { topic: string; partitions: number; settings?: Record<string, string> };

const WEEK = { 'retention.ms': String(7 * 86_400_000) };

/**
 * Leeway's own topics, as the worker makes them where they are missing. Made here as well, so that the demo model
 * need not wait for the worker.
 */
export const LEEWAY_TOPICS: readonly TopicDefinition[] = Object.values(TOPICS).map((topic) => ({
  topic,
  partitions: 1,
  settings: WEEK,
}));

export const DEMO_TOPICS: readonly TopicDefinition[] = [
  { topic: 'demo.employment.predictions', partitions: 3 },
  { topic: 'demo.employment.labels', partitions: 3 },
];
