import { InspectedRecord, ModelId, StreamMapping } from '@leeway/contracts';
import { z } from 'zod';
import { DraftKinds, DraftTask, PositiveClass } from '../models/drafts/draft-input.ts';

const TopicName = z.string().regex(/^[a-zA-Z0-9._-]{1,249}$/u, 'letters, digits, . _ - (at most 249)');

/** Most messages that one inspection shows. */
export const MAX_INSPECTED = 100;
/** Most messages that a reference is frozen from; a file takes more. */
export const MAX_STRETCH_ROWS = 2_000_000;
const MAX_STRETCH_MS = 90 * 86_400_000;
const TimeMs = z.int().min(0).max(8.64e15);

/** Which part of a topic: the newest rows, or those whose records are from between two times. */
export const Stretch = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('last'), rows: z.int().min(200).max(MAX_STRETCH_ROWS) }),
    z.strictObject({ kind: z.literal('between'), fromMs: TimeMs, toMs: TimeMs }),
  ])
  .refine((stretch) => stretch.kind === 'last' || stretch.fromMs < stretch.toMs, {
    path: ['toMs'],
    message: 'ends after it begins',
  })
  .refine((stretch) => stretch.kind === 'last' || stretch.toMs - stretch.fromMs <= MAX_STRETCH_MS, {
    path: ['toMs'],
    message: 'at most 90 days',
  });
export type Stretch = z.infer<typeof Stretch>;

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
  'freeze-reference': {
    input: z.strictObject({
      /** As the model's manifest will say it. */
      manifest: z.strictObject({ id: ModelId, task: DraftTask, positiveClass: PositiveClass, features: DraftKinds }),
      topic: TopicName,
      mapping: StreamMapping.prefault({}).refine(({ carries }) => carries === 'predictions', 'carries predictions'),
      stretch: Stretch,
      labelTopic: TopicName.nullish(),
      labelMapping: StreamMapping.prefault({}).transform((mapping) => ({ ...mapping, carries: 'labels' as const })),
    }),
    output: z.object({ draftId: z.uuid(), rowCount: z.int(), labelled: z.int() }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type StreamTaskKind = keyof typeof STREAM_TASKS;
export type StreamTaskInput<K extends StreamTaskKind> = z.infer<(typeof STREAM_TASKS)[K]['input']>;
export type StreamTaskOutput<K extends StreamTaskKind> = z.infer<(typeof STREAM_TASKS)[K]['output']>;

export function isStreamTaskKind(kind: string): kind is StreamTaskKind {
  return Object.hasOwn(STREAM_TASKS, kind);
}
