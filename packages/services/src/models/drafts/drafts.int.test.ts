import type { Actor } from '@leeway/response';
import { createTestDatabase, fixedClock, seededRandom, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyAuditChain } from '../../audit/verify-audit-chain.ts';
import type { Ctx } from '../../context.ts';
import { getModel } from '../get-model.ts';
import { rebaselineModel } from '../rebaseline-model.ts';
import { saveMapping } from '../save-mapping.ts';
import { setActiveReference } from '../set-active-reference.ts';
import { addDraftReference } from './add-draft-reference.ts';
import { createModel } from './create-model.ts';
import { createReferenceDraft, DRAFT_MODEL, type ReferenceDraftRows } from './create-reference-draft.ts';
import { AddDraftReferenceInput, CreateModelInput, PreviewThresholdsInput, SaveMappingInput } from './draft-input.ts';
import { expireReferenceDrafts } from './expire-reference-drafts.ts';
import { getReferenceDraft } from './get-reference-draft.ts';
import { previewThresholds } from './preview-thresholds.ts';

const NOW_MS = Date.UTC(2026, 10, 25, 12);
const START_MS = NOW_MS - 7_200_000;
const SYSTEM: Actor = { kind: 'system', id: 'worker', name: 'Leeway' };
const person = (role: 'viewer' | 'approver' | 'admin' = 'admin', id = 'ada'): Actor => ({
  kind: 'person',
  id,
  name: id,
  role,
});
let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
const as = (actor: Actor = person()): Ctx => ({ db: database.db, actor, now: clock.now, requestId: 'test' });

beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(NOW_MS);
});
afterEach(async () => {
  await database.drop();
});

const row = (index: number, shift = 0, time = START_MS + index * 1_000) => {
  const random = seededRandom(index + 1);
  return {
    id: `e${index}`,
    model: DRAFT_MODEL,
    time,
    features: { x: random() + shift, colour: random() < 0.7 ? 'red' : 'blue' },
    score: random(),
    label: random() < 0.3 ? 1 : 0,
  };
};
const rowsOf = (count: number, of: (index: number) => object = (index) => row(index)) =>
  Array.from({ length: count }, (_, index) => of(index));

async function draft(more: Partial<ReferenceDraftRows> = {}, actor = person()): Promise<string> {
  const input = {
    modelId: null,
    kinds: {},
    positiveClass: '1',
    rows: () => rowsOf(3_600),
    source: 'a test',
    provenance: () => ({ kind: 'file' as const }),
    ...more,
  };
  return (await createReferenceDraft({ ctx: as(actor), input })).draftId;
}

const manifest = (id: string, more: object = {}) => ({ id, name: id, predictionTopic: `${id}.predictions`, ...more });
const create = (draftId: string, id = 'credit', more: object = {}, actor = person(), from = 'now') =>
  createModel({ ctx: as(actor), input: CreateModelInput.parse({ manifest: manifest(id, more), draftId, from }) });

describe('making a model of a draft', () => {
  it('is done once, however often and at the same moment it is asked', async () => {
    const draftId = await draft();
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(draftId)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      modelId: 'credit',
      rowCount: 3_600,
      begins: { predictions: { kind: 'now' }, labels: null },
    });
    expect(await create(draftId)).toEqual(answers[0]);
    expect(await database.db.reference.count()).toBe(1);
    expect(await database.db.changeEvent.count()).toBe(1);
    expect(await database.db.auditEntry.count({ where: { action: 'model.create' } })).toBe(1);
    const model = await getModel({ ctx: as(), input: { modelId: 'credit' } });
    expect(model.reference).toMatchObject({ id: answers[0]?.referenceId, rowCount: 3_600, active: true });
    expect(model.reference?.provenance).toMatchObject({ detail: 'credit, a test', createdBy: 'ada' });
    expect(model.streamMapping).toMatchObject({ format: 'json', carries: 'predictions' });
    expect((await getReferenceDraft({ ctx: as(), input: { draftId } })).usedFor).toEqual({ modelId: 'credit' });
    expect(await verifyAuditChain(as(SYSTEM))).toMatchObject({ ok: true });
  });

  it('gives one of two browsers the name, and tells the other', async () => {
    const drafts = await Promise.all([draft(), draft({}, person('admin', 'bob'))]);
    const outcomes = await Promise.allSettled([
      create(drafts[0]),
      create(drafts[1], 'credit', {}, person('admin', 'bob')),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused[0]).toMatchObject({ code: 'conflict', message: 'There is a model "credit" already.' });
  });

  it('makes one model of a draft', async () => {
    const draftId = await draft();
    await create(draftId);
    await expect(create(draftId, 'debit')).rejects.toThrow(/used already, for the model "credit"/u);
  });

  it('stores objectives that come with it, and where reading begins', async () => {
    const slos = [{ name: 'Free of drift', kind: 'drift', target: 0.99, windowDays: 7 }];
    await create(await draft(), 'credit', { slos }, person(), 'reference-end');
    expect(await database.db.slo.count({ where: { modelId: 'credit' } })).toBe(1);
    const { startFrom } = await database.db.model.findUniqueOrThrow({ where: { id: 'credit' } });
    expect(startFrom).toEqual({ atMs: START_MS + 3_599_001 });
  });

  it('holds scores against labels of models that answer yes or no only', async () => {
    const binary = await draft();
    const several = await draft({ task: 'multiclass' });
    const read = async (draftId: string) => getReferenceDraft({ ctx: as(), input: { draftId } });
    expect((await read(binary)).quality?.n).toBe(3_600);
    expect(await read(several)).toMatchObject({ quality: null, hasLabels: true, labelled: 3_600 });
    await create(binary, 'credit', { task: 'regression' });
    const [reference] = await database.db.reference.findMany({ select: { provenance: true } });
    expect(reference?.provenance).not.toHaveProperty('quality');
  });

  it('is for administrators, and of one’s own drafts', async () => {
    const draftId = await draft();
    await expect(draft({}, person('approver'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(create(draftId, 'credit', {}, person('approver'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(create(draftId, 'credit', {}, person('admin', 'bob'))).rejects.toMatchObject({ code: 'not-found' });
    const other = { ctx: as(person('admin', 'bob')), input: { draftId } };
    await expect(getReferenceDraft(other)).rejects.toMatchObject({ code: 'not-found' });
    const agent: Actor = { kind: 'agent', id: 'a', name: 'a' };
    await expect(create(draftId, 'credit', {}, agent)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await database.db.model.count()).toBe(0);
  });

  it('needs a draft that has not expired; expired ones are deleted', async () => {
    const draftId = await draft();
    clock.advance(86_400_000);
    await expect(create(draftId)).rejects.toThrow(/it has expired/u);
    await expect(getReferenceDraft({ ctx: as(), input: { draftId } })).rejects.toMatchObject({ code: 'not-found' });
    await expect(expireReferenceDrafts({ ctx: as() })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await expireReferenceDrafts({ ctx: as(SYSTEM) })).toEqual({ deleted: 1 });
  });

  it.each([
    [
      'events of another model',
      { modelId: 'debit', rows: () => rowsOf(300, (index) => ({ ...row(index), model: 'debit' })) },
      {},
      'now',
      /events of the model "debit"/u,
    ],
    [
      'an end that nobody knows',
      { rows: () => rowsOf(300, (index) => row(index, 0, 0)) },
      {},
      'reference-end',
      /no times/u,
    ],
    ['slices of a number', {}, { sliceBy: 'x' }, 'now', /no categorical feature "x"/u],
  ])('refuses %s', async (_case, rows, more, from, message) => {
    const refused = create(await draft(rows), 'credit', more, person(), from);
    await expect(refused).rejects.toMatchObject({ code: 'invalid' });
    await expect(refused).rejects.toThrow(message);
  });

  it('refuses kinds of features beside the draft’s', () => {
    const input = {
      manifest: manifest('credit', { features: { x: 'categorical' } }),
      draftId: crypto.randomUUID(),
      from: 'now',
    };
    expect(CreateModelInput.safeParse(input).success).toBe(false);
  });
});

describe('thresholds judged on a draft', () => {
  const preview = (draftId: string, more: object = {}) =>
    previewThresholds({
      ctx: as(),
      input: PreviewThresholdsInput.parse({ draftId, paneMs: 60_000, windowPanes: 5, ...more }),
    });

  it('says what production would have said of its windows', async () => {
    // The last two minutes have drifted away from the others.
    const draftId = await draft({ rows: () => rowsOf(3_601, (index) => row(index, index < 3_480 ? 0 : 3)) });
    const told = await preview(draftId);
    expect(told).toMatchObject({ windowN: 300, note: null, worst: { feature: 'x' } });
    expect(told.series).toHaveLength(told.windows);
    const critical = told.series.filter(({ verdict }) => verdict === 'critical').map(({ endMs }) => endMs - START_MS);
    expect(Math.min(...critical)).toBeGreaterThan(3_480_000);
    expect(Math.max(...critical)).toBe(3_600_000);
    const x = told.features.find(({ feature }) => feature === 'x');
    const psi = x?.thresholds.find(({ metric }) => metric === 'psi');
    expect(psi?.critical).toBeGreaterThanOrEqual(psi?.warn ?? Infinity);
    expect(psi?.largest).toBeGreaterThan(psi?.critical ?? Infinity);
    expect(x?.counts.critical).toBe(critical.length);
    const lax = await preview(draftId, { settings: { metrics: ['missingRate'] } });
    expect(lax.counts.critical).toBe(0);
    const learnt = await preview(draftId, { settings: { rule: 'learnt' } });
    expect(learnt).toMatchObject({ series: told.series, note: expect.stringMatching(/Until those are there/u) });
  });

  it('says when windows hold too few events, and how panes were chosen', async () => {
    const draftId = await draft();
    const told = await preview(draftId, { paneMs: 10_000, windowPanes: 1 });
    expect(told).toMatchObject({ windowN: 10, note: expect.stringMatching(/fewer than 200 nothing is said/u) });
    expect(told.counts.insufficient).toBe(told.windows);
    expect(await preview(draftId, { paneMs: 45_000 })).toMatchObject({
      paneMs: 50_000,
      note: expect.stringMatching(/panes of 50 seconds/u),
    });
  });

  it('gives thresholds where rows have no times, and says so', async () => {
    const draftId = await draft({ rows: () => rowsOf(2_000, (index) => row(index, 0, 0)) });
    const told = await preview(draftId);
    expect(told).toMatchObject({ windows: 0, series: [], windowN: 1_000, note: expect.stringMatching(/no times/u) });
    expect(told.features[0]?.thresholds.map(({ metric }) => metric)).toContain('psi');
  });

  it('is for administrators', async () => {
    const draftId = await draft();
    const input = PreviewThresholdsInput.parse({ draftId, paneMs: 60_000, windowPanes: 5 });
    await expect(previewThresholds({ ctx: as(person('viewer')), input })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('one more reference from a draft', () => {
  const add = (draftId: string, more: object = {}) =>
    addDraftReference({
      ctx: as(),
      input: AddDraftReferenceInput.parse({ modelId: 'credit', draftId, activate: true, reason: 'newer', ...more }),
    });

  it('is added once and judged against; the earlier one can be taken again, and re-baselined', async () => {
    const { referenceId } = await create(await draft());
    const draftId = await draft({ rows: () => rowsOf(2_000, (index) => row(index, 1)) });
    const added = await add(draftId);
    expect(added).toMatchObject({ modelId: 'credit', rowCount: 2_000, isNew: true, active: true });
    expect(added.referenceId).not.toBe(referenceId);
    expect(await add(draftId)).toEqual(added);
    await expect(add(draftId, { activate: false })).rejects.toMatchObject({ code: 'conflict' });
    expect(await database.db.auditEntry.count({ where: { action: 'model.add-reference' } })).toBe(1);
    await setActiveReference({ ctx: as(), input: { modelId: 'credit', referenceId, reason: 'back' } });
    expect((await getModel({ ctx: as(), input: { modelId: 'credit' } })).reference?.id).toBe(referenceId);
    const rebased = rebaselineModel({
      ctx: as(),
      input: { modelId: 'credit', fromMs: START_MS, toMs: NOW_MS, reason: 'normal now' },
    });
    await expect(rebased).rejects.toThrow(/0 events; 1000 are needed/u);
  });

  it('stays beside the active one where that is asked', async () => {
    const { referenceId } = await create(await draft());
    const added = await add(await draft(), { activate: false, reason: 'for later' });
    expect(added).toMatchObject({ isNew: true, active: false });
    const { reference, references } = await getModel({ ctx: as(), input: { modelId: 'credit' } });
    expect([reference?.id, references.length]).toEqual([referenceId, 2]);
  });

  it('needs a model that is there', async () => {
    await expect(add(await draft())).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('saving a mapping', () => {
  const mapping = { features: { path: 'f' } };
  const save = (modelId: string, more: object = {}, actor = person()) =>
    saveMapping({
      ctx: as(actor),
      input: SaveMappingInput.parse({ modelId, of: 'predictions', mapping, reason: 'it moved', ...more }),
    });
  const changes = () => database.db.changeEvent.findMany({ where: { kind: 'schema' } });

  it('is a recorded change, once', async () => {
    await create(await draft());
    await save('credit');
    await save('credit');
    const { streamMapping } = await getModel({ ctx: as(), input: { modelId: 'credit' } });
    expect(streamMapping).toMatchObject({ features: { path: 'f' }, carries: 'predictions' });
    expect(await changes()).toMatchObject([{ modelId: 'credit', detail: 'it moved', actor: 'ada' }]);
    expect(await database.db.auditEntry.count({ where: { action: 'model.save-mapping' } })).toBe(1);
  });

  it('refuses what was written against another mapping than there is', async () => {
    await create(await draft());
    await save('credit', { expected: {} });
    await expect(save('credit', { expected: {}, mapping: { rows: 'all' } })).rejects.toMatchObject({
      code: 'conflict',
    });
    await save('credit', { expected: mapping, mapping: { rows: 'all' } });
    expect(await changes()).toHaveLength(2);
  });

  it('refuses where models of one topic would be read differently', async () => {
    const shared = { predictionTopic: 'shared' };
    await create(await draft(), 'credit', shared);
    await create(await draft(), 'debit', shared);
    await expect(save('credit')).rejects.toThrow('Model "debit" reads the topic shared by another mapping.');
    const named = { model: { path: 'model', equals: 'Credit' } };
    await expect(save('credit', { mapping: named })).rejects.toMatchObject({ code: 'conflict' });
    expect(await changes()).toEqual([]);
  });

  it('knows of labels, and who may', async () => {
    await create(await draft());
    await expect(save('credit', { of: 'labels' })).rejects.toThrow(/no topic of labels/u);
    await expect(save('credit', {}, person('approver'))).rejects.toMatchObject({ code: 'forbidden' });
    await create(await draft(), 'debit', { labelTopic: 'debit.labels' });
    await save('debit', { of: 'labels', mapping: { label: { path: 'y' } } });
    const { labelMapping } = await getModel({ ctx: as(), input: { modelId: 'debit' } });
    expect(labelMapping).toMatchObject({ carries: 'labels', label: { path: 'y' } });
  });
});
