import type { Actor } from '@leeway/response';
import { defaultSpec, MINUTE_MS, type SliKind, type SloDocument } from '@leeway/slo';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { registerModel } from '../models/register-model.ts';
import { archiveSlo } from './archive-slo.ts';
import { getSlo } from './get-slo.ts';
import { listSlos, ListSlosInput } from './list-slos.ts';
import { listSloVersions } from './list-slo-versions.ts';
import { previewSlo } from './preview-slo.ts';
import { listSloModels, refreshModelSlos } from './refresh-slos.ts';
import { saveSlo } from './save-slo.ts';
import { seedDemoSlos } from './seed-slos.ts';
import { createModel, writePane, writeVerdict } from './test-history.ts';

const START = Date.UTC(2026, 10, 25, 3);
const MODEL = 'employment';
const SYSTEM: Actor = { kind: 'system', id: 'worker', name: 'Leeway' };
const person = (role: 'viewer' | 'responder', name = 'Ada'): Actor => ({ kind: 'person', id: name, name, role });

let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
const as = (actor: Actor): Ctx => ({ db: database.db, actor, now: clock.now, requestId: 'test' });
const minute = (index: number) => START + index * MINUTE_MS;

function documentOf(kind: SliKind, changes: Partial<SloDocument> = {}): SloDocument {
  const target = changes.target ?? 0.99;
  const windowDays = changes.windowDays ?? 7;
  const spec = defaultSpec({ kind, target, windowDays });
  return { modelId: MODEL, name: `The ${kind}`, description: '', target, windowDays, spec, ...changes };
}
const create = (document: SloDocument, ctx = as(person('responder'))) =>
  saveSlo({ ctx, input: { id: null, expectedVersion: null, document, reason: '' } });

async function tick(): Promise<void> {
  for (const model of await listSloModels({ ctx: as(SYSTEM) })) await refreshModelSlos({ ctx: as(SYSTEM), model });
}

/** Two partitions, two versions: 100 answers a pane, of which so many fail and so many are slow. */
async function writeMinutes(from: number, to: number, bad: { errors?: number; slow?: number } = {}): Promise<void> {
  for (let index = from; index < to; index += 1)
    for (const second of [0, 10, 50])
      for (const partition of [0, 1])
        await writePane(database.db, {
          modelId: MODEL,
          startMs: minute(index) + second * 1_000,
          partition,
          version: partition === 0 ? 'v1' : 'v2',
          ok: 100 - (bad.errors ?? 0) - (bad.slow ?? 0),
          ...bad,
        });
}

beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(minute(10) + 30_000);
  await createModel(database.db, MODEL);
});
afterEach(async () => {
  await database.drop();
});

describe('minutes', () => {
  it('are the counts of the panes, over versions and partitions, and of the verdicts', async () => {
    await writeMinutes(0, 2, { errors: 3, slow: 7 });
    await writePane(database.db, { modelId: MODEL, startMs: minute(1) + 20_000, ok: 0, untimed: 5 });
    for (const [second, verdict] of [
      [10, 'ok'],
      [20, 'critical'],
      [70, 'warning'],
      [130, 'insufficient'],
    ] as const)
      await writeVerdict(database.db, MODEL, START + second * 1_000, verdict);
    for (const kind of ['availability', 'latency', 'drift'] as const) await create(documentOf(kind));
    await tick();
    const rows = await database.db.sliMinute.findMany({ orderBy: [{ minuteAt: 'asc' }] });
    const slos = await database.db.slo.findMany();
    const of = (kind: string) => {
      const id = slos.find((slo) => slo.kind === kind)?.id;
      return rows
        .filter((row) => row.sloId === id)
        .map((row) => [
          (row.minuteAt.getTime() - START) / MINUTE_MS,
          Number(row.good),
          Number(row.bad),
          Number(row.unknown),
        ]);
    };
    expect(of('availability')).toEqual([
      [0, 582, 18, 0],
      [1, 587, 18, 0],
    ]);
    expect(of('latency')).toEqual([
      [0, 558, 42, 0],
      [1, 558, 42, 5],
    ]);
    expect(of('drift')).toEqual([
      [0, 0, 1, 0],
      [1, 1, 0, 0],
      [2, 0, 0, 1],
    ]);
  });

  it('are restated by late panes and by verdicts that were judged again, and only those', async () => {
    await writeMinutes(0, 3);
    await writeVerdict(database.db, MODEL, minute(1), 'ok');
    const { id } = await create(documentOf('availability'));
    const drift = await create(documentOf('drift'));
    await tick();
    const before = await database.db.sliMinute.findMany({ where: { sloId: id }, orderBy: { minuteAt: 'asc' } });
    await tick();
    expect(await database.db.sliMinute.findMany({ where: { sloId: id }, orderBy: { minuteAt: 'asc' } })).toEqual(
      before,
    );
    await writePane(database.db, { modelId: MODEL, startMs: minute(1) + 30_000, ok: 10, errors: 40 });
    await writeVerdict(database.db, MODEL, minute(1), 'critical');
    clock.advance(15_000);
    await tick();
    const after = await database.db.sliMinute.findMany({ where: { sloId: id }, orderBy: { minuteAt: 'asc' } });
    expect(after.map((row) => Number(row.bad))).toEqual([0, 40, 0]);
    expect(after.map((row) => Number(row.good))).toEqual([600, 610, 600]);
    const [judged] = await database.db.sliMinute.findMany({ where: { sloId: drift.id } });
    expect([judged?.good, judged?.bad]).toEqual([0n, 1n]);
  });

  it('of panes longer than a minute are spread, to the event', async () => {
    await writePane(database.db, { modelId: MODEL, startMs: START, paneMs: 600_000, ok: 97, errors: 4 });
    const { id } = await create(documentOf('availability'));
    await tick();
    const rows = await database.db.sliMinute.findMany({ where: { sloId: id } });
    expect(rows).toHaveLength(10);
    expect(rows.reduce((sum, row) => sum + Number(row.good), 0)).toBe(97);
    expect(rows.reduce((sum, row) => sum + Number(row.bad), 0)).toBe(4);
  });

  it('are the same after a restart, and with two workers at once', async () => {
    await writeMinutes(0, 4, { errors: 1 });
    const { id } = await create(documentOf('availability'));
    await Promise.all([tick(), tick(), tick()]);
    const once = await database.db.sliMinute.findMany({ where: { sloId: id }, orderBy: { minuteAt: 'asc' } });
    await database.db.modelMinuteProgress.deleteMany();
    await Promise.all([tick(), tick()]);
    expect(await database.db.sliMinute.findMany({ where: { sloId: id }, orderBy: { minuteAt: 'asc' } })).toEqual(once);
    expect(once.reduce((sum, row) => sum + Number(row.bad), 0)).toBe(4 * 6);
  });
});

describe('one budget everywhere', () => {
  it.each(['availability', 'latency', 'drift'] as const)('%s: list = detail = preview = counts', async (kind) => {
    await writeMinutes(0, 8, { errors: 2, slow: 9 });
    for (let index = 0; index < 48; index += 1)
      await writeVerdict(database.db, MODEL, START + index * 10_000, index > 40 ? 'critical' : 'ok');
    await tick();
    const document = documentOf(kind, { target: 0.95 });
    const { id } = await create(document);
    const saved = await listSlos({ ctx: as(person('viewer')), input: ListSlosInput.parse({}) });
    await tick();
    const list = await listSlos({ ctx: as(person('viewer')), input: ListSlosInput.parse({}) });
    const detail = await getSlo({ ctx: as(person('viewer')), input: { id, rangeMinutes: null } });
    const preview = await previewSlo({ ctx: as(person('viewer')), input: { draft: document, rangeMinutes: null } });
    const [row] = list.items;
    const counts = { availability: [4_704, 96], latency: [4_368, 432], drift: [7, 2] }[kind];
    const [good = 0, bad = 0] = counts;
    const remaining = 1 - bad / (0.05 * (good + bad));
    expect([row?.good, row?.bad]).toEqual(counts);
    expect(row?.remaining).toBeCloseTo(remaining, 12);
    for (const other of [saved.items[0], detail, preview]) {
      expect(other?.remaining).toBe(row?.remaining);
      expect(other?.coverage).toBe(row?.coverage);
      expect([other?.good, other?.bad, other?.unknown]).toEqual([row?.good, row?.bad, row?.unknown]);
      expect(other?.burnRate).toBe(row?.burnRate);
    }
    expect(detail.history.points.at(-1)?.remaining).toBe(row?.remaining);
    expect(preview.history.points).toEqual(detail.history.points);
    expect(preview.measuredMinutes).toBe(detail.measuredMinutes);
  });

  it('a calendar month: list = detail = preview, and begins anew', async () => {
    clock.set(Date.UTC(2026, 10, 30, 23, 58, 30));
    for (const at of [Date.UTC(2026, 9, 31, 23, 30), Date.UTC(2026, 10, 1, 0, 30), Date.UTC(2026, 10, 30, 23, 57)])
      await writePane(database.db, { modelId: MODEL, startMs: at, ok: 98, errors: 2 });
    await tick();
    const calendar = { unit: 'month' as const, zone: 'UTC' };
    const document = documentOf('availability', { target: 0.9, windowDays: 30, calendar });
    const { id } = await create(document);
    await tick();
    const viewer = as(person('viewer'));
    const read = async () => {
      const list = await listSlos({ ctx: viewer, input: ListSlosInput.parse({}) });
      const detail = await getSlo({ ctx: viewer, input: { id, rangeMinutes: null } });
      const preview = await previewSlo({ ctx: viewer, input: { draft: document, rangeMinutes: null } });
      for (const other of [detail, preview]) {
        expect([other.good, other.bad]).toEqual([list.items[0]?.good, list.items[0]?.bad]);
        expect(other.remaining).toBe(list.items[0]?.remaining);
        expect(other.coverage).toBe(list.items[0]?.coverage);
      }
      expect(detail.history.points.at(-1)?.remaining).toBe(detail.remaining);
      return { ...detail, document: detail.document };
    };
    const before = await read();
    expect([before.good, before.bad, before.document]).toEqual([196, 4, document]);
    expect(before.remaining).toBeCloseTo(1 - 0.2 * (43_199 / 43_200), 9);
    expect(before.objective.replaceAll('\u00a0', ' ')).toBe('90 % without an error, month (UTC)');
    clock.set(Date.UTC(2026, 11, 1, 0, 1, 30));
    await writePane(database.db, { modelId: MODEL, startMs: Date.UTC(2026, 11, 1, 0, 0), ok: 10 });
    await tick();
    const after = await read();
    expect([after.good, after.bad, after.remaining, after.remainingDayAgo]).toEqual([10, 0, 1, null]);
  });

  it('says unknown, not ok, when nothing was measured or nothing fresh', async () => {
    await create(documentOf('availability'));
    await tick();
    const list = () => listSlos({ ctx: as(person('viewer')), input: ListSlosInput.parse({}) });
    expect((await list()).items[0]).toMatchObject({ state: 'unknown', remaining: null, coverage: 0 });
    await writeMinutes(9, 10);
    await tick();
    expect((await list()).items[0]).toMatchObject({ state: 'ok', remaining: 1 });
    clock.advance(30 * MINUTE_MS);
    expect((await list()).items[0]).toMatchObject({ state: 'unknown', remaining: 1 });
  });
});

describe('alerts', () => {
  const burning = () => documentOf('availability', { target: 0.99, windowDays: 7 });
  /** One answer three days ago: no row is younger than its long window. */
  const writeOldAnswer = () => writePane(database.db, { modelId: MODEL, startMs: minute(-4_400), ok: 1 });

  it('do not fire for what a history of minutes cannot say', async () => {
    await writeMinutes(0, 10, { errors: 20 });
    const { id } = await create(burning());
    await tick();
    const detail = await getSlo({ ctx: as(person('viewer')), input: { id, rangeMinutes: null } });
    expect(detail).toMatchObject({ state: 'unknown', firing: null, remaining: expect.closeTo(-19, 9) });
    expect(detail.rows.map((row) => row.state?.young)).toEqual([true, true, true, true]);
    expect(await database.db.incident.count()).toBe(0);
  });

  it('open one incident, are kept once, and let go when the short window is clean', async () => {
    await writeOldAnswer();
    await writeMinutes(0, 10, { errors: 50 });
    const { id } = await create(burning());
    await tick();
    await Promise.all([tick(), tick()]);
    const incidents = await database.db.incident.findMany();
    expect(incidents.map(({ dedupKey, signal, severity, state }) => [dedupKey, signal, severity, state])).toEqual([
      [`slo:${id}`, 'slo', 'critical', 'triggered'],
    ]);
    const detail = await getSlo({ ctx: as(person('viewer')), input: { id, rangeMinutes: null } });
    expect(detail).toMatchObject({ state: 'burning', firing: { rowId: '60m/5m', severity: 'page' } });
    expect(detail.alerts).toHaveLength(4);
    expect(detail.alerts.every((alert) => alert.incident?.number === incidents[0]?.number)).toBe(true);
    expect(incidents[0]?.finding).toContain('burns at 50×, above 13.44×');

    clock.set(minute(200));
    await writeMinutes(195, 200);
    await tick();
    const later = await getSlo({ ctx: as(person('viewer')), input: { id, rangeMinutes: null } });
    expect(later.rows.map((row) => row.state?.firing)).toEqual([false, false, false, true]);
    clock.set(minute(4_700));
    await writeMinutes(4_695, 4_700);
    await tick();
    expect(await database.db.sloAlert.findMany({ where: { resolvedAt: null } })).toEqual([]);
    // No row fires any more, but the budget is gone: its policy keeps somebody at it.
    expect((await database.db.incident.findFirstOrThrow()).state).toBe('triggered');
    const gone = await database.db.timelineEntry.findMany({ where: { text: { startsWith: 'Nothing is left' } } });
    expect(gone).toHaveLength(1);

    clock.set(minute(5_200));
    await writeMinutes(5_199, 5_200);
    await tick();
    const long = await getSlo({ ctx: as(person('viewer')), input: { id, rangeMinutes: null } });
    expect(long).toMatchObject({ state: 'exhausted', firing: null });
    expect(long.historyShare).toBeCloseTo(9_601 / 10_080, 6);
  });

  it('are told in the incident that the model has already', async () => {
    await writeOldAnswer();
    await writeMinutes(0, 10, { errors: 50 });
    await database.db.incident.create({
      data: {
        id: '00000000-0000-4000-8000-000000000001',
        modelId: MODEL,
        dedupKey: `service:${MODEL}`,
        signal: 'errors',
        title: 'answers fail',
        severity: 'critical',
        state: 'acknowledged',
        evidence: {},
        beganAt: clock.now(),
        openedAt: clock.now(),
      },
    });
    await create(burning());
    await tick();
    expect(await database.db.incident.count()).toBe(1);
    const told = await database.db.timelineEntry.findMany({ where: { voice: 'judged' } });
    expect(told.map(({ text }) => text)).toEqual([
      expect.stringMatching(/burns at 50×, above 13\.44× .*; 3 more rows fire\.$/u),
    ]);
    const alerts = await database.db.sloAlert.findMany();
    expect(new Set(alerts.map((alert) => alert.incidentId))).toEqual(new Set(['00000000-0000-4000-8000-000000000001']));
  });

  it('freeze while nothing is measured', async () => {
    await writeOldAnswer();
    await writeMinutes(0, 10, { errors: 50 });
    const { id } = await create(burning());
    await tick();
    clock.advance(45 * MINUTE_MS);
    await tick();
    const detail = await getSlo({ ctx: as(person('viewer')), input: { id, rangeMinutes: null } });
    expect(detail.rows.map((row) => [row.state?.firing, row.state?.frozen])).toEqual([
      [true, true],
      [true, true],
      [true, false],
      [true, false],
    ]);
  });
});

describe('saving', () => {
  const audits = () =>
    database.db.auditEntry.findMany({ where: { action: { startsWith: 'slo.' } }, orderBy: { seq: 'asc' } });

  it('creates with a version and an audit entry', async () => {
    const { id, version } = await create(documentOf('latency'));
    expect(version).toBe(1);
    expect(id).toMatch(/^the-latency-[0-9a-f]{8}$/u);
    expect((await audits()).map(({ action, target }) => [action, target])).toEqual([['slo.create', `slo:${id}`]]);
  });

  it('updates with a reason, a version and an audit entry, and counts history anew', async () => {
    await writeMinutes(0, 5, { slow: 10 });
    const { id } = await create(documentOf('latency'));
    await tick();
    const ctx = as(person('responder', 'Grace'));
    const spec = {
      ...defaultSpec({ kind: 'latency', target: 0.9, windowDays: 7 }),
      kind: 'latency' as const,
      thresholdMs: 500,
    };
    const document = documentOf('latency', { target: 0.9, spec });
    const saved = await saveSlo({ ctx, input: { id, expectedVersion: 1, document, reason: 'Slow is fine' } });
    expect(saved.version).toBe(2);
    const detail = await getSlo({ ctx, input: { id, rangeMinutes: null } });
    expect(detail).toMatchObject({ version: 2, target: 0.9, bad: 0, good: 3_000, remaining: 1 });
    const versions = await listSloVersions({ ctx, input: { id, limit: 10 } });
    expect(versions.items.map(({ version, savedBy, reason }) => [version, savedBy, reason])).toEqual([
      [2, 'Grace', 'Slow is fine'],
      [1, 'Ada', ''],
    ]);
    expect((await audits()).map(({ action }) => action)).toEqual(['slo.create', 'slo.update']);
  });

  it('tells whoever edited an older version who was first, and keeps the first', async () => {
    const { id } = await create(documentOf('latency'));
    const save = (name: string, target: number) =>
      saveSlo({
        ctx: as(person('responder', name)),
        input: { id, expectedVersion: 1, document: documentOf('latency', { target }), reason: 'because' },
      });
    const results = await Promise.allSettled([save('Grace', 0.98), save('Mary', 0.97)]);
    const lost = results.filter((result) => result.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(String(lost[0]?.reason)).toMatch(/(Grace|Mary) saved version 2 meanwhile; you edited version 1/u);
    expect(await database.db.sloVersion.count()).toBe(2);
    expect(await audits()).toHaveLength(2);
  });

  it('takes one of two equal names saved at once', async () => {
    const results = await Promise.allSettled([create(documentOf('drift')), create(documentOf('drift'))]);
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(create(documentOf('drift', { name: 'THE DRIFT' }))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('refuses a model that is not there, an SLO that is not there, and a move to another model', async () => {
    await createModel(database.db, 'other');
    await expect(create(documentOf('drift', { modelId: 'nobody' }))).rejects.toMatchObject({ code: 'invalid' });
    const ctx = as(person('responder'));
    const missing = 'nowhere-00000000';
    const input = { id: missing, expectedVersion: 1, document: documentOf('drift'), reason: 'because' };
    await expect(saveSlo({ ctx, input })).rejects.toMatchObject({ code: 'not-found' });
    const { id } = await create(documentOf('drift'));
    const moved = { ...input, id, document: documentOf('drift', { modelId: 'other', name: 'Moved' }) };
    await expect(saveSlo({ ctx, input: moved })).rejects.toMatchObject({ code: 'invalid' });
  });

  it.each([
    ['a viewer', person('viewer')],
    ['an agent', { kind: 'agent', id: 'a', name: 'Agent' } as const],
  ])('is forbidden to %s', async (_name, actor) => {
    await expect(create(documentOf('drift'), as(actor))).rejects.toMatchObject({ code: 'forbidden' });
    const { id } = await create(documentOf('drift'));
    const input = { id, expectedVersion: 1, reason: 'because' };
    await expect(archiveSlo({ ctx: as(actor), input })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(refreshModelSlos({ ctx: as(actor), model: { id: MODEL, paneMs: 1 } })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await audits()).toHaveLength(1);
  });
});

describe('archiving', () => {
  it('takes it out of use, ends its alerts and its incident, and is audited', async () => {
    await writePane(database.db, { modelId: MODEL, startMs: minute(-4_400), ok: 1 });
    await writeMinutes(0, 10, { errors: 50 });
    const { id } = await create(documentOf('availability'));
    await tick();
    const ctx = as(person('responder'));
    const input = { id, expectedVersion: 1, reason: 'Replaced' };
    const twice = await Promise.allSettled([archiveSlo({ ctx, input }), archiveSlo({ ctx, input })]);
    expect(twice.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await database.db.sloAlert.count({ where: { resolvedAt: null } })).toBe(0);
    expect((await database.db.incident.findFirstOrThrow()).state).toBe('mitigated');
    expect((await listSlos({ ctx, input: ListSlosInput.parse({}) })).items).toEqual([]);
    expect((await listSlos({ ctx, input: ListSlosInput.parse({ archived: true }) })).items).toHaveLength(1);
    const actions = (await database.db.auditEntry.findMany()).map(({ action }) => action);
    expect(actions.filter((action) => action === 'slo.archive')).toHaveLength(1);
    await tick();
    expect(await database.db.sloAlert.count({ where: { resolvedAt: null } })).toBe(0);
    await expect(create(documentOf('availability'))).resolves.toMatchObject({ version: 1 });
  });
});

describe('preview', () => {
  it('warns of rows that cannot fire, of a target above history, and of a short history', async () => {
    await writeMinutes(0, 8, { errors: 20 });
    await tick();
    const spec = defaultSpec({ kind: 'availability', target: 0.99, windowDays: 28 });
    const draft = { modelId: MODEL, target: 0.9, windowDays: 28, spec };
    const preview = await previewSlo({ ctx: as(person('viewer')), input: { draft, rangeMinutes: null } });
    expect(preview.warnings.map(({ kind }) => kind)).toEqual(['unreachable', 'above-history', 'short-history']);
    expect(preview.remaining).toBeCloseTo(-1, 12);
  });

  it('says that there is nothing to run over', async () => {
    const draft = documentOf('drift');
    const preview = await previewSlo({ ctx: as(person('viewer')), input: { draft, rangeMinutes: null } });
    expect(preview).toMatchObject({ remaining: null, coverage: 0, episodes: [], expectedTotal: null });
    expect(preview.warnings.map(({ kind }) => kind)).toEqual(['no-data']);
  });

  it('names each alert that would have fired, and the incident of that time', async () => {
    await writePane(database.db, { modelId: MODEL, startMs: minute(-4_400), ok: 1 });
    await writeMinutes(0, 8, { errors: 20 });
    await tick();
    await database.db.incident.create({
      data: {
        id: '00000000-0000-4000-8000-000000000001',
        modelId: MODEL,
        dedupKey: 'x',
        signal: 'drift',
        title: 't',
        severity: 'critical',
        state: 'triggered',
        evidence: {},
        beganAt: new Date(minute(2)),
        openedAt: new Date(minute(2)),
      },
    });
    const draft = documentOf('availability');
    const preview = await previewSlo({ ctx: as(person('viewer')), input: { draft, rangeMinutes: null } });
    expect([preview.pages, preview.tickets]).toEqual([2, 2]);
    expect(preview.episodes.every((episode) => episode.firedMs === minute(1) && episode.incidentNumber === 1)).toBe(
      true,
    );
  });
});

it('seeds the demo SLOs once', async () => {
  expect((await seedDemoSlos({ ctx: as(SYSTEM), modelId: MODEL })).created).toHaveLength(3);
  expect((await seedDemoSlos({ ctx: as(SYSTEM), modelId: MODEL })).created).toEqual([]);
  const slos = await database.db.slo.findMany({ orderBy: { kind: 'asc' } });
  expect(slos.map(({ kind, target }) => [kind, target])).toEqual([
    ['availability', 0.99],
    ['drift', 0.99],
    ['latency', 0.95],
  ]);
});

describe('a manifest with SLOs', () => {
  const rows = Array.from({ length: 300 }, (_, index) => ({
    id: `r${index}`,
    model: 'listed',
    time: 0,
    features: { x: index % 17 },
    score: (index % 10) / 10,
  }));
  const register = (slos: unknown[]) =>
    registerModel({
      ctx: as(SYSTEM),
      input: { manifest: { id: 'listed', name: 'Listed', predictionTopic: 'listed.p', slos }, rows, source: 'rows' },
    });
  const inTime = { name: 'In time', kind: 'latency', target: 0.9, windowDays: 28, thresholdMs: 250 };

  it('gives the model its first ones, and leaves them to people afterwards', async () => {
    await register([inTime]);
    const [slo] = await database.db.slo.findMany({ where: { modelId: 'listed' } });
    expect(slo).toMatchObject({ name: 'In time', target: 0.9, spec: { kind: 'latency', thresholdMs: 250 } });
    await database.db.slo.updateMany({ data: { name: 'Renamed' } });
    await register([inTime, { ...inTime, name: 'Another' }]);
    expect((await database.db.slo.findMany({ where: { modelId: 'listed' } })).map(({ name }) => name)).toEqual([
      'Renamed',
    ]);
  });

  it('is refused as a whole when one of them makes no sense', async () => {
    await expect(register([{ ...inTime, thresholdMs: 123 }])).rejects.toMatchObject({ code: 'invalid' });
    await expect(register([{ ...inTime, target: 1 }])).rejects.toMatchObject({ code: 'invalid' });
    expect(await database.db.model.count({ where: { id: 'listed' } })).toBe(0);
  });
});
