import { MAX_WINDOW_DAYS } from '@leeway/slo';
import { pruneMinutes, type Db } from '@leeway/store';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
/** Two of the longest windows, which a budget's past reaches back into, and a day. */
const KEPT_MS = (2 * MAX_WINDOW_DAYS + 1) * DAY_MS;

/** Removes minutes that no window reaches any more, at most once an hour. */
export function createPruner(db: Db): (nowMs: number) => Promise<number> {
  let lastMs = -Infinity;
  return async (nowMs) => {
    if (nowMs - lastMs < EVERY_MS) return 0;
    lastMs = nowMs;
    return pruneMinutes(db, new Date(nowMs - KEPT_MS));
  };
}
