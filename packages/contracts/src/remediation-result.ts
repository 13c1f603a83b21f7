import { z } from 'zod';
import { EventId, EventTimeMs, LongText, ModelId } from './bounds.ts';
import { ModelStateEvent } from './model-state-event.ts';

/** Answer of the model server on leeway.remediation-results.v1. `running` may come first; the others end it. */
export const RemediationResult = z.object({
  id: EventId,
  remediationId: EventId,
  model: ModelId,
  status: z.enum(['running', 'done', 'refused', 'failed']),
  time: EventTimeMs,
  message: LongText.default(''),
  state: ModelStateEvent.optional(),
});
export type RemediationResult = z.infer<typeof RemediationResult>;
