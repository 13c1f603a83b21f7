import { emptyVerdictMemory, VerdictMemory } from '@leeway/drift';
import { z } from 'zod';
import { emptyServiceMemory, ServiceMemory } from './service-memory.ts';

/** What judging one window leaves for the next. Drift is remembered for one reference only. */
export const EvaluatorMemory = z.object({
  referenceId: z.string(),
  drift: VerdictMemory,
  service: ServiceMemory,
});
export type EvaluatorMemory = z.infer<typeof EvaluatorMemory>;

/** Stored memory for judging against `referenceId`; what does not fit (an older version, another reference) starts anew. */
export function readEvaluatorMemory(stored: unknown, referenceId: string): EvaluatorMemory {
  const parsed = EvaluatorMemory.safeParse(stored);
  if (!parsed.success) return { referenceId, drift: emptyVerdictMemory(), service: emptyServiceMemory() };
  if (parsed.data.referenceId !== referenceId) return { ...parsed.data, referenceId, drift: emptyVerdictMemory() };
  return parsed.data;
}
