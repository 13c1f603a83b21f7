/** Below half the shortest session timeout, so that a rebalance is noticed while waiting. */
const MAX_BACKOFF_MS = 5_000;

/** Pause before the attempt that follows `attempt` (0 = the first) failures in a row. */
export function backoffMs(attempt: number): number {
  return Math.min(MAX_BACKOFF_MS, 200 * 2 ** Math.min(attempt, 10));
}
