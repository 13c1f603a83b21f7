import { ModelId } from '@leeway/contracts';
import { z } from 'zod';

const MAX_SPAN_MS = 92 * 86_400_000;
const Instant = z.int().min(0).max(8.64e15);

/** A model and a stretch of time, bounded. */
export const ModelRangeInput = z
  .object({ modelId: ModelId, fromMs: Instant, toMs: Instant })
  .refine(({ fromMs, toMs }) => toMs > fromMs && toMs - fromMs <= MAX_SPAN_MS, {
    path: ['toMs'],
    message: 'a stretch of at most 92 days that ends after it begins',
  });
export type ModelRangeInput = z.infer<typeof ModelRangeInput>;
