import type { Actor, Role } from '@leeway/response';
import { defaultSpec, MINUTE_MS } from '@leeway/slo';
import { writeSliMinutes } from '@leeway/store';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { authorizeUnderBudget } from '../remediation/authorize-under-budget.ts';
import { archiveSlo } from './archive-slo.ts';
import { getSlo } from './get-slo.ts';
import { judgeDueSlos } from './judge-slos.ts';
import { saveSlo } from './save-slo.ts';
import { createSloShelf } from './slo-shelf.ts';
import { createModel } from './test-history.ts';

const START = Date.UTC(2026, 10, 25, 3);
const MODEL = 'employment';
const person = (role: Role): Actor => ({ kind: 'person', id: role, name: role, role });
const minute = (index: number) => START + index * MINUTE_MS;
let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
let sloId: string;
const as = (actor: Actor): Ctx => ({ db: database.db, actor, now: clock.now, requestId: 'test' });
const judge = () =>
  judgeDueSlos({ ctx: as({ kind: 'system', id: 'worker', name: 'Leeway' }), shelf: createSloShelf() });

async function write(from: number, to: number, bad: number): Promise<void> {
  const minutes = Array.from({ length: to - from }, (_, index) => ({
    minuteMs: minute(from + index),
    good: 100 - bad,
    bad,
    unknown: 0,
  }));
  await database.db.$transaction((tx) => writeSliMinutes(tx, sloId, minutes));
}
const steps = async () =>
  (await database.db.sloBudgetStep.findMany({ orderBy: { id: 'asc' } })).map(({ left, beganAt, endedAt }) => [
    left,
    (beganAt.getTime() - START) / MINUTE_MS,
    endedAt === null ? null : (endedAt.getTime() - START) / MINUTE_MS,
  ]);
const decide = (role: Role, risk: string) =>
  database.db.$transaction((tx) => authorizeUnderBudget(tx, person(role), { modelId: MODEL, risk }));

beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(minute(0));
  await createModel(database.db, MODEL);
  const alerting = { rows: [], minimumBad: 1, noDataMinutes: null };
  const spec = { ...defaultSpec({ kind: 'availability', target: 0.9, windowDays: 1 }), alerting };
  const document = { modelId: MODEL, name: 'Answers', description: '', target: 0.9, windowDays: 1, spec };
  const input = { id: null, expectedVersion: null, document, reason: '' };
  sloId = (await saveSlo({ ctx: as(person('responder')), input })).id;
  await write(-1_440, 0, 0);
  await judge();
});
afterEach(async () => {
  await database.drop();
});

/** All bad for so many minutes, and so much later judged. */
async function burn(from: number, minutes: number): Promise<void> {
  await write(from, from + minutes, 100);
  clock.set(minute(from + minutes));
  await judge();
}

it('asks for more as the budget goes, tightens decisions, opens an incident without any alert row, and lets go', async () => {
  await decide('approver', 'high');
  await burn(0, 80);
  expect(await steps()).toEqual([[0.5, 80, null]]);
  await expect(decide('approver', 'high')).resolves.toBeUndefined();
  await burn(80, 30);
  expect(await steps()).toEqual([
    [0.5, 80, 110],
    [0.25, 110, null],
  ]);
  await expect(decide('approver', 'high')).rejects.toMatchObject({ code: 'forbidden' });
  await expect(decide('approver', 'low')).resolves.toBeUndefined();
  await expect(decide('admin', 'high')).resolves.toBeUndefined();
  expect(await database.db.incident.count()).toBe(0);

  await burn(110, 40);
  const [incident, ...others] = await database.db.incident.findMany();
  expect(others).toEqual([]);
  expect(incident).toMatchObject({
    severity: 'critical',
    state: 'triggered',
    title: 'employment: the error budget of “Answers” is gone',
    finding: 'Nothing is left of the error budget of “Answers”.',
  });
  clock.advance(MINUTE_MS);
  await judge();
  expect(await database.db.incident.findMany()).toMatchObject([{ state: 'triggered' }]);
  const spent = await getSlo({ ctx: as(person('viewer')), input: { id: sloId, rangeMinutes: null } });
  expect(spent.budgetStep).toMatchObject({ left: 0, sinceMs: minute(150) });
  expect(spent.budgetStep?.consequences).toContain('freeze-releases');

  await write(150, 1_600, 0);
  clock.set(minute(1_600));
  await judge();
  expect(await steps()).toEqual([
    [0.5, 80, 110],
    [0.25, 110, 150],
    [0, 150, 1_600],
  ]);
  await expect(decide('approver', 'high')).resolves.toBeUndefined();
  expect(await database.db.incident.findMany()).toMatchObject([{ state: 'mitigated' }]);
  const audit = await database.db.auditEntry.findMany({
    where: { action: 'slo.budget-step' },
    orderBy: { seq: 'asc' },
  });
  expect(audit.map(({ data }) => data)).toMatchObject([
    { from: null, to: 0.5 },
    { from: 0.5, to: 0.25 },
    { from: 0.25, to: 0 },
    { from: 0, to: null },
  ]);
});

it('ends with the SLO, is on one step at a time, and does not move while nothing is measured', async () => {
  await burn(0, 120);
  clock.advance(600 * MINUTE_MS);
  await judge();
  expect(await steps()).toEqual([[0.25, 120, null]]);
  const again = { sloId, version: 1, left: 0, consequences: [], beganAt: new Date(START) };
  await expect(database.db.sloBudgetStep.create({ data: again })).rejects.toThrow(/unique/iu);
  await archiveSlo({ ctx: as(person('responder')), input: { id: sloId, expectedVersion: 1, reason: 'Replaced' } });
  expect(await database.db.sloBudgetStep.count({ where: { endedAt: null } })).toBe(0);
  await expect(decide('approver', 'high')).resolves.toBeUndefined();
});

it('box and chart agree whatever changed since it was judged, and the worst minutes are named with their share', async () => {
  await burn(0, 30);
  await write(-200, -190, 40);
  const detail = await getSlo({ ctx: as(person('viewer')), input: { id: sloId, rangeMinutes: null } });
  const bad = 30 * 100 + 10 * 40;
  // The minute that runs has nothing yet.
  const total = (1_440 - 1) * 100;
  expect([detail.good + detail.bad, detail.bad]).toEqual([total, bad]);
  expect(detail.remaining).toBeCloseTo(1 - bad / total / 0.1, 12);
  expect(detail.history.points.at(-1)?.remaining).toBe(detail.remaining);
  expect(detail.coverage).toBe(detail.measuredMinutes / detail.windowMinutes);
  expect(detail.history.points.reduce((sum, point) => sum + point.bad, 0)).toBe(bad);
  expect(detail.worstMinutes).toHaveLength(12);
  expect(detail.worstMinutes[0]).toEqual({ minuteMs: minute(29), good: 0, bad: 100, budgetSpent: 100 / (0.1 * total) });
  await judge();
  const judged = await getSlo({ ctx: as(person('viewer')), input: { id: sloId, rangeMinutes: null } });
  const status = await database.db.sloStatus.findUniqueOrThrow({ where: { sloId } });
  expect(status.budgetRemaining).toBe(judged.remaining);
  expect(judged.remaining).toBe(detail.remaining);
});
