import type { Actor } from '@leeway/response';
import { defaultPolicy, MINUTE_MS, type SloDocument, type SloSpec } from '@leeway/slo';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../../context.ts';
import { getSlo } from '../get-slo.ts';
import { previewSlo } from '../preview-slo.ts';
import { listSloModels, refreshModelSlos } from '../refresh-slos.ts';
import { saveSlo } from '../save-slo.ts';
import { createModel, writePane } from '../test-history.ts';
import { addMaintenance } from './add-maintenance.ts';
import { endMaintenance } from './end-maintenance.ts';

const START = Date.UTC(2026, 10, 25, 3);
const MODEL = 'employment';
const SYSTEM: Actor = { kind: 'system', id: 'worker', name: 'Leeway' };
const person = (role: 'viewer' | 'responder', name = 'Ada'): Actor => ({ kind: 'person', id: name, name, role });
const reason = 'Broker upgrade';

let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
const as = (actor: Actor): Ctx => ({ db: database.db, actor, now: clock.now, requestId: 'test' });
const minute = (index: number) => START + index * MINUTE_MS;

beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(minute(10) + 30_000);
  await createModel(database.db, MODEL);
  for (let index = 0; index < 10; index += 1)
    await writePane(database.db, { modelId: MODEL, startMs: minute(index), ok: 80, errors: index < 5 ? 20 : 0 });
});
afterEach(async () => {
  await database.drop();
});

async function tick(): Promise<void> {
  for (const model of await listSloModels({ ctx: as(SYSTEM) })) await refreshModelSlos({ ctx: as(SYSTEM), model });
}

function documentOf(changes: object = {}): SloDocument {
  const alerting = { ...defaultPolicy({ kind: 'availability', target: 0.9, windowDays: 7 }), noDataMinutes: 5 };
  const spec: SloSpec = { kind: 'availability', alerting, ...changes };
  return { modelId: MODEL, name: 'Answers', description: '', target: 0.9, windowDays: 7, spec };
}

async function create(document = documentOf()): Promise<string> {
  await tick();
  const { id } = await saveSlo({
    ctx: as(person('responder')),
    input: { id: null, expectedVersion: null, document, reason: '' },
  });
  await tick();
  return id;
}

const read = (id: string) => getSlo({ ctx: as(person('viewer')), input: { id, rangeMinutes: null } });
const counts = async (id: string) => {
  const { good, bad, unknown } = await read(id);
  return [good, bad, unknown];
};
const add = (from: number, to: number, ctx = as(person('responder'))) =>
  addMaintenance({ ctx, input: { modelId: MODEL, fromMs: minute(from), toMs: minute(to), reason } });
const end = (id: string, to: number, ctx = as(person('responder'))) =>
  endMaintenance({ ctx, input: { id, expectedToMs: minute(to), reason: 'Done' } });
const audits = async () =>
  (
    await database.db.auditEntry.findMany({
      where: { action: { startsWith: 'maintenance.' } },
      orderBy: { seq: 'asc' },
    })
  ).map(({ action, target }) => [action, target]);

describe('minutes of a maintenance', () => {
  it('burn nothing and earn nothing, at once and when they are counted again; the page says so', async () => {
    const id = await create();
    expect(await counts(id)).toEqual([800, 100, 0]);
    await add(3, 7);
    await tick();
    // Three minutes of 20 bad ones and three without any are left.
    expect(await counts(id)).toEqual([480, 60, 360]);
    const detail = await read(id);
    expect(detail.maintenance).toMatchObject([{ fromMs: minute(3), toMs: minute(7), reason, createdBy: 'Ada' }]);
    expect(detail.coverage).toBeCloseTo(6 / 10_080, 12);
    await writePane(database.db, { modelId: MODEL, startMs: minute(4) + 10_000, ok: 0, errors: 50 });
    await tick();
    expect(await counts(id)).toEqual([480, 60, 410]);
    const preview = await previewSlo({
      ctx: as(person('viewer')),
      input: { draft: detail.document, rangeMinutes: null },
    });
    expect([preview.good, preview.bad, preview.unknown]).toEqual([480, 60, 410]);
    expect(await audits()).toEqual([['maintenance.add', `model:${MODEL}`]]);
  });

  it('are in no slice: what is left of one is judged by itself', async () => {
    const budgeting = { method: 'timeslices' as const, sliceMinutes: 5, sliceTarget: 0.9 };
    const id = await create(documentOf({ budgeting }));
    expect(await counts(id)).toEqual([5, 5, 0]);
    await add(0, 4);
    await tick();
    expect(await counts(id)).toEqual([5, 1, 4]);
  });

  it('count again when it is taken back, and end with it when it is ended', async () => {
    const id = await create();
    const past = await add(3, 7);
    expect(await end(past.id, 7)).toEqual({ outcome: 'taken-back' });
    await tick();
    expect(await counts(id)).toEqual([800, 100, 0]);
    const running = await add(8, 60);
    await tick();
    expect(await counts(id)).toEqual([640, 100, 160]);
    expect(await end(running.id, 60)).toEqual({ outcome: 'ended' });
    await writePane(database.db, { modelId: MODEL, startMs: minute(12), ok: 7 });
    clock.set(minute(13));
    await tick();
    expect(await counts(id)).toEqual([647, 100, 160]);
    expect((await audits()).map(([action]) => action)).toEqual([
      'maintenance.add',
      'maintenance.take-back',
      'maintenance.add',
      'maintenance.end',
    ]);
  });

  it('do not make silence an alert', async () => {
    const id = await create();
    await add(10, 60);
    clock.set(minute(30));
    await tick();
    expect(await database.db.sloAlert.count({ where: { sloId: id, rowId: 'no-data' } })).toBe(0);
    clock.set(minute(61));
    await tick();
    expect(await database.db.sloAlert.count({ where: { sloId: id, rowId: 'no-data', resolvedAt: null } })).toBe(1);
  });
});

describe('who may, and when', () => {
  it.each([
    ['a viewer', person('viewer')],
    ['an agent', { kind: 'agent', id: 'a', name: 'Agent' } as const],
  ])('is forbidden to %s', async (_name, actor) => {
    const { id } = await add(3, 7);
    await expect(add(3, 7, as(actor))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(end(id, 7, as(actor))).rejects.toMatchObject({ code: 'forbidden' });
    expect(await audits()).toHaveLength(1);
  });

  it('refuses what begins too long ago or too far ahead, and a model that is not there', async () => {
    await expect(add(-31 * 1_440, -31 * 1_440 + 60)).rejects.toMatchObject({ code: 'invalid' });
    await expect(add(91 * 1_440, 91 * 1_440 + 60)).rejects.toMatchObject({ code: 'invalid' });
    const input = { modelId: 'nobody', fromMs: minute(0), toMs: minute(1), reason };
    await expect(addMaintenance({ ctx: as(person('responder')), input })).rejects.toMatchObject({ code: 'invalid' });
    expect(await audits()).toEqual([]);
  });

  it('is ended by one of two people, the other is told', async () => {
    const { id } = await add(8, 60);
    const both = await Promise.allSettled([end(id, 60), end(id, 60, as(person('responder', 'Grace')))]);
    const outcomes = both.map((result) =>
      result.status === 'fulfilled' ? result.value.outcome : String(result.reason.code),
    );
    expect(outcomes.toSorted()).toEqual(['conflict', 'ended']);
    expect(await audits()).toHaveLength(2);
  });
});
