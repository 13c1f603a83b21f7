import { z } from 'zod';
import { EventId, EventTimeMs, ModelId, ShortText } from './bounds.ts';

/** What a model server says of itself: at each change and at least every 10 seconds. The dry run's "before". */
export const ModelStateEvent = z.object({
  id: EventId,
  model: ModelId,
  time: EventTimeMs,
  /** Version that serves the largest share of traffic. */
  version: ShortText,
  /** Share of traffic by version, 0..1, summing to 1. */
  traffic: z.record(ShortText, z.number().min(0).max(1)),
  /** Versions that can be served now, oldest first. */
  versions: z
    .array(z.object({ version: ShortText, trainedOn: ShortText.default(''), createdAt: EventTimeMs }))
    .max(100),
  /** Feature pipeline release, and those it can be set to, oldest first. */
  pipeline: ShortText,
  pipelines: z.array(ShortText).max(100),
  /** Decision threshold on the score, 0..1. */
  threshold: z.number().min(0).max(1),
  paused: z.boolean(),
  fallback: z.boolean(),
});
export type ModelStateEvent = z.infer<typeof ModelStateEvent>;
