import { createTestDatabase, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dropMinutePartitions, makeMinutePartitions } from './minute-partitions.ts';
import { readSliMinutes, writeSliMinutes } from './sli-minutes.ts';
import { sumSliWindows } from './window-sums.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A Monday, long before the weeks that the migration makes. */
const MONDAY = Date.UTC(2024, 0, 1);
const all = { fromMs: MONDAY - 40 * DAY_MS, toMs: MONDAY + 40 * DAY_MS };

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await database.drop();
});

const write = (atMs: number, good: number) =>
  database.db.$transaction((tx) => writeSliMinutes(tx, 'one', [{ minuteMs: atMs, good, bad: 1, unknown: 0 }]));
const countOf = async (table: string): Promise<number> => {
  const [row] = await database.db.$queryRawUnsafe<{ count: number }[]>(`SELECT count(*)::int AS count FROM ${table}`);
  return row?.count ?? -1;
};

it('takes minutes of any time, moves them into their week once it is made, and loses none', async () => {
  for (let day = -8; day <= 8; day += 1) await write(MONDAY + day * DAY_MS, 10);
  expect(await countOf('sli_minute_default')).toBe(17);
  expect(await makeMinutePartitions(database.db, { fromMs: MONDAY, toMs: MONDAY })).toBe(2);
  expect(await makeMinutePartitions(database.db, { fromMs: MONDAY, toMs: MONDAY })).toBe(0);
  expect(await countOf('sli_minute_20240101')).toBe(7);
  expect(await countOf('sli_hour_20240101')).toBe(7);
  expect(await countOf('sli_minute_default')).toBe(10);
  expect(await readSliMinutes(database.db, { sloId: 'one', ...all })).toHaveLength(17);
  await write(MONDAY, 20);
  const [sum] = await sumSliWindows(database.db, [{ sloId: 'one', ...all }]);
  expect(sum).toEqual({ good: 16 * 10 + 20, bad: 17, unknown: 0, measuredMinutes: 17 });
});

it('drops a week as a whole, and only when all of it is over', async () => {
  await makeMinutePartitions(database.db, { fromMs: MONDAY, toMs: MONDAY });
  await write(MONDAY + MINUTE_MS, 5);
  await write(MONDAY + 7 * DAY_MS, 6);
  const sunday = new Date(MONDAY + 7 * DAY_MS - 1);
  expect(await dropMinutePartitions(database.db, { minutes: sunday, hours: sunday })).toBe(0);
  const monday = new Date(MONDAY + 7 * DAY_MS);
  expect(await dropMinutePartitions(database.db, { minutes: monday, hours: new Date(MONDAY) })).toBe(1);
  expect((await readSliMinutes(database.db, { sloId: 'one', ...all })).map(({ good }) => good)).toEqual([6]);
  expect(await countOf('sli_hour')).toBe(2);
});

it('deletes what is older than every week from the default partitions', async () => {
  await write(MONDAY - 30 * DAY_MS, 5);
  await write(MONDAY + MINUTE_MS, 6);
  await dropMinutePartitions(database.db, { minutes: new Date(MONDAY), hours: new Date(MONDAY) });
  expect((await readSliMinutes(database.db, { sloId: 'one', ...all })).map(({ good }) => good)).toEqual([6]);
  expect(await countOf('sli_hour')).toBe(1);
});

it('keeps hours in step with minutes that are written, changed and deleted', async () => {
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const hours = () => database.db.sliHour.findMany({ orderBy: { hourAt: 'asc' } });
  for (let index = 0; index < 90; index += 1) await write(hour + index * MINUTE_MS, 2);
  expect((await hours()).map(({ good, bad, measured }) => [good, bad, measured])).toEqual([
    [120n, 60n, 60],
    [60n, 30n, 30],
  ]);
  await database.db.sliMinute.updateMany({ where: { minuteAt: new Date(hour) }, data: { good: 0n, bad: 0n } });
  await database.db.sliMinute.deleteMany({ where: { minuteAt: { gte: new Date(hour + 80 * MINUTE_MS) } } });
  expect((await hours()).map(({ good, bad, measured }) => [good, bad, measured])).toEqual([
    [118n, 59n, 59],
    [40n, 20n, 20],
  ]);
});
