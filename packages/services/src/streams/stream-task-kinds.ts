import { InspectedRecord, StreamMapping } from '@leeway/contracts';
import { z } from 'zod';

const TopicName = z.string().regex(/^[a-zA-Z0-9._-]{1,249}$/u, 'letters, digits, . _ - (at most 249)');

/** Most messages that one inspection shows. */
export const MAX_INSPECTED = 100;

/**
 * What a worker does on topics for a page, by kind: what is asked and what comes back. A new kind is one entry here and
 * one in the worker's list of what it can do.
 */
export const STREAM_TASKS = {
  'list-topics': {
    input: z.strictObject({}),
    output: z.object({ topics: z.array(z.string()).max(5_000) }),
  },
  'inspect-topic': {
    input: z.strictObject({
      topic: TopicName,
      mapping: StreamMapping.prefault({}),
      last: z.int().min(1).max(MAX_INSPECTED).default(10),
    }),
    output: z.object({
      partitions: z.int(),
      /** Newest first. */
      records: z.array(InspectedRecord).max(MAX_INSPECTED),
      /** A mapping that the messages' looks suggest, with what speaks for it; null where nothing can be said. */
      suggestion: z.object({ mapping: StreamMapping, notes: z.array(z.string()) }).nullable(),
    }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type StreamTaskKind = keyof typeof STREAM_TASKS;
export type StreamTaskInput<K extends StreamTaskKind> = z.infer<(typeof STREAM_TASKS)[K]['input']>;
export type StreamTaskOutput<K extends StreamTaskKind> = z.infer<(typeof STREAM_TASKS)[K]['output']>;

export function isStreamTaskKind(kind: string): kind is StreamTaskKind {
  return Object.hasOwn(STREAM_TASKS, kind);
}
