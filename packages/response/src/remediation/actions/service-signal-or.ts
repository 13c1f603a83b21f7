import type { PlanFacts } from '../action-definition.ts';

/** Verifies what the incident is about: latency or errors when it is one of these, `otherwise` if not. */
export function serviceSignalOr<T extends 'drift' | 'quality'>(
  { evidence }: PlanFacts,
  otherwise: T,
): T | 'latency' | 'errors' {
  return evidence.signal === 'latency' || evidence.signal === 'errors' ? evidence.signal : otherwise;
}
