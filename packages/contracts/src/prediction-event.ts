import { z } from 'zod';
import { EventId, EventTimeMs, MAX_FEATURES, ModelId, ShortText } from './bounds.ts';

/**
 * One answer of a model. `features` hold what the model saw; any JSON scalar is accepted, since a wrong type is
 * something to measure and not a reason to lose the event. An answer that failed has `status: "error"` and no score.
 */
export const PredictionEvent = z.object({
  id: EventId,
  model: ModelId,
  time: EventTimeMs,
  version: ShortText.default(''),
  features: z
    .record(z.string().max(200), z.unknown())
    .refine((features) => Object.keys(features).length <= MAX_FEATURES, `at most ${MAX_FEATURES} features`)
    .default({}),
  /** Probability of the positive class, 0..1. */
  score: z.number().min(0).max(1).nullish(),
  /** The class or value that was answered. */
  prediction: z.union([ShortText, z.number(), z.boolean()]).nullish(),
  latencyMs: z.number().min(0).nullish(),
  status: z.enum(['ok', 'error']).default('ok'),
  error: ShortText.nullish(),
});
export type PredictionEvent = z.infer<typeof PredictionEvent>;
