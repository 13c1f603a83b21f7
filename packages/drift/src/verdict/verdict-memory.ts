import { z } from 'zod';
import { AlarmMemory } from './learnt/alarm-memory.ts';

export const EPISODE_LEVELS = ['ok', 'warning', 'critical'] as const;

/** What is remembered of one feature between windows. */
export const FeatureMemory = z.object({
  feature: z.string(),
  level: z.enum(EPISODE_LEVELS),
  /** Level of each of the last windows taken alone, oldest first. */
  recent: z.array(z.enum(EPISODE_LEVELS)).max(20),
  /** Calm windows in a row, up to now. */
  calmWindows: z.int().min(0),
  /** When the present run of elevated windows began; null while there is none. */
  beganMs: z.number().nullable(),
});
export type FeatureMemory = z.infer<typeof FeatureMemory>;

/** Hysteresis between windows, stored as JSON. A list, not a record: feature names are other people's text. */
export const VerdictMemory = z.object({
  lastWindowEndMs: z.number().nullable(),
  features: z.array(FeatureMemory),
  /** Of readings over several numbers at once. */
  multivariate: z.array(FeatureMemory).exactOptional(),
  /** Episodes of the learnt rule that are open, or that windows still reach back into. */
  alarms: z.array(AlarmMemory).exactOptional(),
});
export type VerdictMemory = z.infer<typeof VerdictMemory>;

export function emptyVerdictMemory(): VerdictMemory {
  return { lastWindowEndMs: null, features: [] };
}

/** Features that are in a warning or critical episode, the earliest first. */
export function openEpisodes(
  memory: VerdictMemory,
): { feature: string; level: FeatureMemory['level']; beganMs: number }[] {
  return memory.features
    .flatMap(({ feature, level, beganMs }) => (beganMs === null || level === 'ok' ? [] : [{ feature, level, beganMs }]))
    .toSorted((a, b) => a.beganMs - b.beganMs);
}
