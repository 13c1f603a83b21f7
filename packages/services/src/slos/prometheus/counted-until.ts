import { minuteOf } from '@leeway/slo';

/** A sample of the end of a minute is there so long after it. */
export const LAG_MS = 30_000;

/** End of the last minute that Prometheus certainly has. */
export function countedUntil(nowMs: number): number {
  return minuteOf(nowMs - LAG_MS);
}
