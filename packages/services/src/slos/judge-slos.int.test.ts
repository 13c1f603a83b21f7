import type { Actor } from '@leeway/response';
import { defaultSpec, MINUTE_MS, minuteOf, type SloDocument } from '@leeway/slo';
import { sumSliWindows, writeSliMinutes, type Db } from '@leeway/store';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { getSlo } from './get-slo.ts';
import { judgeDueSlos } from './judge-slos.ts';
import { saveSlo } from './save-slo.ts';
import { edgesOf } from './slo-edges.ts';
import { toSloRecord } from './slo-record.ts';
import { createSloShelf } from './slo-shelf.ts';
import { createModel } from './test-history.ts';

const START = Date.UTC(2026, 10, 25, 3);
const MODEL = 'employment';
const SYSTEM: Actor = { kind: 'system', id: 'worker', name: 'Leeway' };
const ADA: Actor = { kind: 'person', id: 'ada', name: 'Ada', role: 'responder' };
const minute = (index: number) => START + index * MINUTE_MS;

let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
const as = (actor: Actor, db: Db = database.db): Ctx => ({ db, actor, now: clock.now, requestId: 'test' });

const document = (name: string): SloDocument => ({
  modelId: MODEL,
  name,
  description: '',
  target: 0.99,
  windowDays: 1,
  spec: defaultSpec({ kind: 'availability', target: 0.99, windowDays: 1 }),
});

async function create(name: string): Promise<string> {
  const input = { id: null, expectedVersion: null, document: document(name), reason: '' };
  return (await saveSlo({ ctx: as(ADA), input })).id;
}

const judge = (db?: Db) => judgeDueSlos({ ctx: as(SYSTEM, db), shelf: createSloShelf() });

function write(sloId: string, from: number, to: number, counts: { good: number; bad: number }): Promise<void> {
  const minutes = Array.from({ length: to - from }, (_, index) => ({
    minuteMs: minute(from + index),
    ...counts,
    unknown: 0,
  }));
  return database.db.$transaction((tx) => writeSliMinutes(tx, sloId, minutes));
}

class Killed extends Error {}

/** The same database, from a process that ends before its statement of that number. */
function killedAt(statement: number): Db {
  let count = 0;
  const extended = database.db.$extends({
    query: {
      $allOperations({ args, query }) {
        count += 1;
        if (count >= statement) throw new Killed(`before statement ${statement}`);
        return query(args);
      },
    },
  });
  return extended as unknown as Db;
}

/** A worker that is killed before its first statement, started again, killed before its second, and so on. */
async function judgeThroughKills(): Promise<number> {
  for (let statement = 1; ; statement += 1) {
    const result = await judge(killedAt(statement)).catch((error: unknown) => ({ judged: 0, failed: [{ error }] }));
    const killed = result.failed.some(({ error }) => error instanceof Killed);
    if (!killed) {
      expect(result.failed).toEqual([]);
      return statement;
    }
    expect(statement).toBeLessThan(400);
  }
}

/** What is kept, without what differs by chance. */
async function kept() {
  const { db } = database;
  const [alerts, incidents, audit, restatements, statuses, timeline] = await Promise.all([
    db.sloAlert.findMany({ orderBy: [{ rowId: 'asc' }, { firedAt: 'asc' }], include: { slo: true } }),
    db.incident.findMany({ orderBy: { number: 'asc' } }),
    db.auditEntry.findMany({ orderBy: { seq: 'asc' } }),
    db.sloRestatement.findMany({ orderBy: { id: 'asc' } }),
    db.sloStatus.findMany({ include: { slo: true }, orderBy: { slo: { name: 'asc' } } }),
    db.timelineEntry.findMany({ orderBy: [{ at: 'asc' }, { text: 'asc' }] }),
  ]);
  return {
    alerts: alerts.map(({ slo, rowId, severity, firedAt, resolvedAt, burnRate }) => [
      slo.name,
      rowId,
      severity,
      firedAt,
      resolvedAt,
      burnRate,
    ]),
    incidents: incidents.map(({ signal, state, severity, title }) => [signal, state, severity, title]),
    audit: audit.map(({ action }) => action),
    restatements: restatements.map(({ id: _id, sloId: _slo, ...rest }) => rest),
    statuses: statuses.map(({ slo, sloId: _id, ...rest }) => ({ ...rest, name: slo.name })),
    // A number that a killed transaction took is gone for good.
    timeline: timeline.map(({ at, text }) => [at, text.replace(/INC-\d+/u, 'INC')]),
  };
}

/** An outage, late data that restates it, the recovery, and an hour later the restatement. */
async function anHistory(judgeOnce: () => Promise<unknown>): Promise<void> {
  const burning = await create('burning');
  const calm = await create('calm');
  await write(burning, -1_500, 0, { good: 100, bad: 0 });
  await write(calm, -1_500, 0, { good: 100, bad: 0 });
  await judgeOnce();
  await write(burning, 0, 12, { good: 10, bad: 90 });
  await write(calm, 0, 12, { good: 100, bad: 0 });
  clock.set(minute(12));
  await judgeOnce();
  await write(burning, -60, -40, { good: 90, bad: 10 });
  clock.set(minute(13));
  await judgeOnce();
  await write(burning, 12, 300, { good: 100, bad: 0 });
  clock.set(minute(300));
  await judgeOnce();
  await write(burning, 300, 420, { good: 100, bad: 0 });
  clock.set(minute(420));
  await judgeOnce();
}

beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(minute(0));
  await createModel(database.db, MODEL);
});
afterEach(async () => {
  await database.drop();
});

describe('a worker that is killed', () => {
  it('between any two statements loses nothing, and fires nothing twice', { timeout: 180_000 }, async () => {
    await anHistory(judge);
    const undisturbed = await kept();
    expect(undisturbed.alerts.length).toBeGreaterThan(1);
    expect(undisturbed.alerts.some(([, , , , resolvedAt]) => resolvedAt !== null)).toBe(true);
    expect(undisturbed.incidents).toHaveLength(1);
    expect(undisturbed.restatements).toHaveLength(1);

    await database.drop();
    database = await createTestDatabase();
    clock.set(minute(0));
    await createModel(database.db, MODEL);
    const kills: number[] = [];
    await anHistory(async () => kills.push(await judgeThroughKills()));
    expect(await kept()).toEqual(undisturbed);
    expect(Math.min(...kills)).toBeGreaterThan(8);
    await expectSumsAsAfresh();
  });
});

/** What the tallies say is what the minutes say. */
async function expectSumsAsAfresh(): Promise<void> {
  const toMs = minuteOf(clock.now().getTime()) + MINUTE_MS;
  for (const row of await database.db.slo.findMany({ include: { tally: true } })) {
    const edges = edgesOf(toSloRecord(row), toMs);
    const sums = await sumSliWindows(
      database.db,
      edges.map(({ fromMs }) => ({ sloId: row.id, fromMs, toMs })),
    );
    expect(row.tally?.keys).toEqual(edges.map(({ key }) => key));
    expect(row.tally?.fromMs.map(Number)).toEqual(edges.map(({ fromMs }) => fromMs));
    for (const [column, read] of [
      ['good', row.tally?.good.map(Number)],
      ['bad', row.tally?.bad.map(Number)],
      ['unknown', row.tally?.unknown.map(Number)],
      ['measuredMinutes', row.tally?.measured],
    ] as const)
      expect(read).toEqual(sums.map((sum) => sum[column]));
  }
}

describe('several workers and writers at once', () => {
  it('judge each SLO once a minute, fire once, and sum what was written meanwhile', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, (_, index) => create(`number ${index}`)));
    for (const id of ids) await write(id, -1_500, 0, { good: 100, bad: 0 });
    await judge();
    for (let index = 0; index < 12; index += 1) {
      clock.set(minute(index + 1));
      const writing = ids.flatMap((id) => [
        write(id, index, index + 1, { good: 10, bad: 90 }),
        write(id, -30 - index, -20, { good: 100, bad: index }),
      ]);
      const [first, second] = await Promise.all([judge(), judge(), ...writing]);
      expect([...first.failed, ...second.failed]).toEqual([]);
    }
    await judge();
    await judge();
    await expectSumsAsAfresh();
    const alerts = await database.db.sloAlert.groupBy({ by: ['sloId', 'rowId'], _count: true });
    expect(alerts.length).toBeGreaterThan(ids.length);
    expect(alerts.every(({ _count }) => _count === 1)).toBe(true);
    expect((await judge()).judged).toBe(0);
  });
});

it('an alert cannot be stored twice: neither open twice nor at the same moment', async () => {
  const sloId = await create('once');
  const alert = { sloId, rowId: '60m/5m', severity: 'page', firedAt: new Date(START) };
  await database.db.sloAlert.create({ data: alert });
  const again = { ...alert, firedAt: new Date(START + 1) };
  await expect(database.db.sloAlert.create({ data: again })).rejects.toThrow(/unique/iu);
  await database.db.sloAlert.updateMany({ data: { resolvedAt: new Date(START + 2) } });
  await expect(database.db.sloAlert.create({ data: alert })).rejects.toThrow(/unique/iu);
  await expect(database.db.sloAlert.create({ data: again })).resolves.toMatchObject({ sloId });
});

describe('a restatement', () => {
  it('is written down once, with who, when, what it was and what it did to the budget', async () => {
    const sloId = await create('restated');
    await write(sloId, -1_000, 0, { good: 99, bad: 1 });
    await judge();
    await write(sloId, -300, -290, { good: 94, bad: 6 });
    await write(sloId, -2, 0, { good: 99, bad: 0 });
    clock.set(minute(1));
    await judge();
    expect(await database.db.sloRestatement.count()).toBe(0);
    const detail = await getSlo({ ctx: as(ADA), input: { id: sloId, rangeMinutes: null } });
    expect(detail.restating).toMatchObject({ sinceMs: minute(1), changes: 10, good: -50, bad: 50 });
    await write(sloId, -400, -395, { good: 98, bad: 2 });
    clock.set(minute(59));
    await judge();
    clock.set(minute(62));
    await judge();
    clock.set(minute(130));
    await judge();
    const [restated, ...others] = await database.db.sloRestatement.findMany();
    expect(others).toEqual([]);
    const later = await getSlo({ ctx: as(ADA), input: { id: sloId, rangeMinutes: null } });
    expect(later.restating).toBeNull();
    expect(later.restatements).toMatchObject([{ changes: 15, bad: 55, by: 'Leeway' }]);
    expect(restated).toMatchObject({
      sloId,
      version: 1,
      by: 'Leeway',
      sinceAt: new Date(minute(1)),
      at: new Date(minute(62)),
      fromAt: new Date(minute(-400)),
      toAt: new Date(minute(-290)),
      changes: 15,
      good: -55n,
      bad: 55n,
      unknown: 0n,
    });
    const total = 100 * 1_000 - 2;
    expect(restated?.remainingBefore).toBeCloseTo(1 - 998 / total / 0.01, 9);
    expect(restated?.remainingAfter).toBeCloseTo(1 - (998 + 55) / total / 0.01, 9);
    const audit = await database.db.auditEntry.findMany({ where: { action: 'slo.restate' } });
    expect(audit).toMatchObject([{ target: `slo:${sloId}` }]);
  });

  it('is not what is counted for the first time, however late', async () => {
    const sloId = await create('late');
    await judge();
    await write(sloId, -300, -290, { good: 94, bad: 6 });
    clock.set(minute(1));
    await judge();
    clock.set(minute(90));
    await judge();
    expect(await database.db.sloRestatement.count()).toBe(0);
    await expectSumsAsAfresh();
  });
});
