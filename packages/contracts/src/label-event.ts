import { z } from 'zod';
import { EventId, EventTimeMs, ModelId, ShortText } from './bounds.ts';

/** What turned out to be true for the prediction of the same `id` and `model`. */
export const LabelEvent = z.object({
  id: EventId,
  model: ModelId,
  time: EventTimeMs.optional(),
  label: z.union([ShortText, z.number(), z.boolean()]),
});
export type LabelEvent = z.infer<typeof LabelEvent>;
