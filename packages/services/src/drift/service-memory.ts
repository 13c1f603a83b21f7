import { LATENCY_EDGES_MS } from '@leeway/drift';
import { z } from 'zod';

const Level = z.enum(['ok', 'warning', 'critical']);

/**
 * What is remembered of errors and latency between windows: counts of calm panes, halved every 30 minutes, so that
 * "usual" means about the last calm hour and takes constant room.
 */
export const ServiceMemory = z.object({
  events: z.number().min(0),
  errors: z.number().min(0),
  latencyCounts: z.array(z.number().min(0)).length(LATENCY_EDGES_MS.length + 1),
  /** Windows in a row up to now without a bad sign. */
  calmWindows: z.int().min(0),
  errorsLevel: Level,
  latencyLevel: Level,
});
export type ServiceMemory = z.infer<typeof ServiceMemory>;

export function emptyServiceMemory(): ServiceMemory {
  return {
    events: 0,
    errors: 0,
    latencyCounts: Array.from({ length: LATENCY_EDGES_MS.length + 1 }, () => 0),
    calmWindows: 0,
    errorsLevel: 'ok',
    latencyLevel: 'ok',
  };
}
