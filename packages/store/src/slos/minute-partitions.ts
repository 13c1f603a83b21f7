import type { Db } from '../client.ts';

const WEEK_MS = 7 * 86_400_000;

/**
 * Makes the partitions of minutes and hours of the weeks from `fromMs` to `toMs` that are not there; returns how many.
 * What has none goes to the default partition until then, so being late loses nothing.
 */
export async function makeMinutePartitions(db: Db, input: { fromMs: number; toMs: number }): Promise<number> {
  let made = 0;
  for (let weekMs = input.fromMs; weekMs < input.toMs + WEEK_MS; weekMs += WEEK_MS) {
    const week = new Date(weekMs);
    const [row] = await db.$queryRaw<{ minutes: boolean; hours: boolean }[]>`
      SELECT make_week_partition('sli_minute', 'minute_at', ${week}) AS minutes,
        make_week_partition('sli_hour', 'hour_at', ${week}) AS hours`;
    made += Number(row?.minutes ?? false) + Number(row?.hours ?? false);
  }
  return made;
}

/**
 * Drops whole weeks of minutes and of hours that end before their moments; returns how many partitions. What lies in the
 * default ones because it was too old for a week of its own is deleted there, past the triggers: its hours go as well.
 */
export async function dropMinutePartitions(db: Db, before: { minutes: Date; hours: Date }): Promise<number> {
  const [row] = await db.$queryRaw<{ dropped: number }[]>`
    SELECT drop_weeks_before('sli_minute', ${before.minutes}) + drop_weeks_before('sli_hour', ${before.hours}) AS dropped`;
  await db.$executeRaw`DELETE FROM sli_minute_default WHERE minute_at < ${before.minutes}`;
  await db.$executeRaw`DELETE FROM sli_hour_default WHERE hour_at < ${before.hours}`;
  return row?.dropped ?? 0;
}
