import { dropMinutePartitions, makeMinutePartitions, pruneModelMinutes, type Db } from '@leeway/store';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
/** Budgets look into their past for so long; a longer window keeps its own length, and a day more for time zones. */
const PAST_DAYS = 180;
/** Weeks that are made before their time, so that nobody writes into one that is not there. */
const AHEAD_MS = 21 * DAY_MS;

/** Makes partitions of weeks to come and removes minutes that no window reaches any more, at most once an hour. */
export function createPruner(db: Db): (nowMs: number) => Promise<{ minutes: number; partitions: number }> {
  let lastMs = -Infinity;
  return async (nowMs) => {
    if (nowMs - lastMs < EVERY_MS) return { minutes: 0, partitions: 0 };
    lastMs = nowMs;
    const keptMs = (Math.max(PAST_DAYS, await longestWindowDays(db)) + 2) * DAY_MS;
    await makeMinutePartitions(db, { fromMs: nowMs - keptMs, toMs: nowMs + AHEAD_MS });
    const before = new Date(nowMs - keptMs);
    return {
      minutes: await pruneModelMinutes(db, before),
      partitions: await dropMinutePartitions(db, { minutes: before, hours: before }),
    };
  };
}

/** A calendar year may have a day more than it is taken for: the two days on top hold it. */
async function longestWindowDays(db: Db): Promise<number> {
  const { _max: longest } = await db.slo.aggregate({ where: { archivedAt: null }, _max: { windowDays: true } });
  return longest.windowDays ?? 0;
}
