import { MAX_WINDOW_DAYS } from '@leeway/slo';
import { dropMinutePartitions, makeMinutePartitions, pruneModelMinutes, type Db } from '@leeway/store';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
/** Two of the longest windows, which a budget's past reaches back into, and a day. */
const KEPT_MS = (2 * MAX_WINDOW_DAYS + 1) * DAY_MS;
/** Weeks that are made before their time, so that nobody writes into one that is not there. */
const AHEAD_MS = 21 * DAY_MS;

/** Makes partitions of weeks to come and removes minutes that no window reaches any more, at most once an hour. */
export function createPruner(db: Db): (nowMs: number) => Promise<{ minutes: number; partitions: number }> {
  let lastMs = -Infinity;
  return async (nowMs) => {
    if (nowMs - lastMs < EVERY_MS) return { minutes: 0, partitions: 0 };
    lastMs = nowMs;
    await makeMinutePartitions(db, { fromMs: nowMs - KEPT_MS, toMs: nowMs + AHEAD_MS });
    const before = new Date(nowMs - KEPT_MS);
    return {
      minutes: await pruneModelMinutes(db, before),
      partitions: await dropMinutePartitions(db, { minutes: before, hours: before }),
    };
  };
}
