import { z } from 'zod';

const Beginning = z.object({
  topic: z.string(),
  kind: z.enum(['now', 'reference-end', 'earliest', 'continues']),
  words: z.string(),
});

/** What was made of a draft, as it was answered then: asking again gives the same answer and makes nothing. */
export const DraftResult = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('model'),
    answer: z.object({
      modelId: z.string(),
      referenceId: z.string(),
      rowCount: z.number(),
      begins: z.object({ predictions: Beginning, labels: Beginning.nullable() }),
    }),
  }),
  z.object({
    kind: z.literal('reference'),
    activate: z.boolean(),
    answer: z.object({
      modelId: z.string(),
      referenceId: z.string(),
      rowCount: z.number(),
      isNew: z.boolean(),
      active: z.boolean(),
    }),
  }),
]);
export type DraftResult = z.infer<typeof DraftResult>;
