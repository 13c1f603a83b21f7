import { createPane, countEvent, decodeReference, encodePane, gridOf, type FeatureEvaluation } from '@leeway/drift';
import { rebuildEvaluationSpans } from '@leeway/store';
import { createTestDatabase, seededRandom, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { addReference } from './add-reference.ts';
import { getDriftHeatmap } from './get-drift-heatmap.ts';
import { getFeature } from './get-feature.ts';
import { getIngest } from './get-ingest.ts';
import { getModel } from './get-model.ts';
import { getQuality } from './get-quality.ts';
import { listModels } from './list-models.ts';
import { rebaselineModel } from './rebaseline-model.ts';
import { registerModel } from './register-model.ts';
import { setActiveReference } from './set-active-reference.ts';

const NOW_MS = Date.UTC(2026, 10, 25, 12, 0, 0);
const PANE_MS = 10_000;
const WINDOWS = 2_880;
let database: TestDatabase;
let ctx: Ctx;

const event = (index: number, shift = 0) => {
  const random = seededRandom(index + 1);
  const x = random() + shift;
  return {
    id: `e${index}`,
    model: 'm1',
    time: 0,
    features: { x, colour: random() < 0.7 ? 'red' : 'blue' },
    score: random(),
  };
};
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...event(index), label: event(index).score > 0.5 ? 1 : 0 }));
const manifest = {
  id: 'm1',
  name: 'Model one',
  predictionTopic: 'm1.predictions',
  labelTopic: 'm1.labels',
  paneMs: PANE_MS,
  windowPanes: 3,
};
const relations = {
  id: 'reconstructionError' as const,
  feature: null,
  state: 'measured' as const,
  value: 0.1,
  bound: 0,
  n: 300,
  referenceN: 1_000,
  warn: 0.5,
  critical: 1,
  verdict: 'ok' as const,
};
const as = (role: 'viewer' | 'admin'): Ctx => ({ ...ctx, actor: { kind: 'person', id: role, name: role, role } });

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = {
    db: database.db,
    actor: { kind: 'system', id: 'test', name: 'Test' },
    now: () => new Date(NOW_MS),
    requestId: 'test',
  };
});
afterAll(() => database.drop());

describe('registering', () => {
  it('freezes the reference, tells the change, and does nothing twice', async () => {
    const first = await registerModel({ ctx, input: { manifest, rows: rows(1_000), source: 'rows.jsonl' } });
    expect(first).toMatchObject({ modelId: 'm1', rowCount: 1_000, outcome: 'created' });
    const again = await registerModel({ ctx, input: { manifest, rows: rows(1_000), source: 'rows.jsonl' } });
    expect(again).toEqual({ ...first, outcome: 'updated' });
    const references = await database.db.reference.findMany({ where: { modelId: 'm1' } });
    expect(references.map(({ features }) => features)).toEqual([['x', 'colour', 'prediction']]);
    expect(await database.db.changeEvent.count({ where: { modelId: 'm1' } })).toBe(1);
    expect(await database.db.auditEntry.count({ where: { action: 'model.register' } })).toBe(2);
    const quality = await getQuality({ ctx, input: { modelId: 'm1', fromMs: NOW_MS - 3_600_000, toMs: NOW_MS } });
    expect(quality.referenceRocAuc).toBeGreaterThan(0.99);
  });

  it.each([
    ['too few rows', { manifest, rows: rows(10), source: 's' }, 'invalid', /200/u],
    ['a row of another model', { manifest, rows: [{ ...event(1), model: 'other' }], source: 's' }, 'invalid', /row 1/u],
    ['a score outside 0..1', { manifest, rows: [{ ...event(1), score: 7 }], source: 's' }, 'invalid', /score/u],
    [
      'a topic of Leeway',
      { manifest: { ...manifest, predictionTopic: 'leeway.dlq.v1' }, rows: [], source: 's' },
      'invalid',
      /predictionTopic/u,
    ],
    ['an unknown setting', { manifest: { ...manifest, panes: 3 }, rows: [], source: 's' }, 'invalid', /panes/u],
    [
      'labels where another model has predictions',
      {
        manifest: { ...manifest, id: 'm2', predictionTopic: 'x', labelTopic: 'm1.predictions' },
        rows: rows(300).map((row) => ({ ...row, model: 'm2' })),
        source: 's',
      },
      'conflict',
      /m1/u,
    ],
  ])('refuses %s', async (_case, input, code, message) => {
    const refused = registerModel({ ctx, input });
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(message);
  });

  it('is for administrators', async () => {
    const refused = registerModel({ ctx: as('viewer'), input: { manifest, rows: rows(300), source: 's' } });
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('reading', () => {
  it('draws 8 hours of 10-second windows as a heatmap within 200 ms', { timeout: 60_000 }, async () => {
    const { activeReferenceId } = await database.db.model.findUniqueOrThrow({ where: { id: 'm1' } });
    const referenceId = activeReferenceId ?? '';
    const endOf = (index: number) => NOW_MS - (WINDOWS - 1 - index) * PANE_MS;
    const isBad = (index: number) => index >= WINDOWS - 30;
    const features = (index: number): FeatureEvaluation[] =>
      ['x', 'colour', 'prediction'].map((feature) => ({
        feature,
        kind: 'numeric',
        n: 300,
        missing: 0,
        verdict: feature === 'x' && isBad(index) ? 'critical' : 'ok',
        beganMs: feature === 'x' && isBad(index) ? endOf(WINDOWS - 30) - PANE_MS : null,
        ratio: feature === 'x' && isBad(index) ? 2 : 0.25,
        worstMetric: 'psi',
        metrics: { psi: { state: 'measured', value: 0.4, bound: 0, warn: 0.1, critical: 0.2, verdict: 'critical' } },
      }));
    await database.db.evaluation.createMany({
      data: Array.from({ length: WINDOWS }, (_, index) => ({
        id: `m1:${endOf(index)}:${referenceId}`,
        modelId: 'm1',
        referenceId,
        windowStartAt: new Date(endOf(index) - 3 * PANE_MS),
        windowEndAt: new Date(endOf(index)),
        n: 300,
        verdict: isBad(index) ? 'critical' : 'ok',
        status: isBad(index) ? 'critical' : 'ok',
        ratio: isBad(index) ? 2 : 0.25,
        worstFeature: 'x',
        worstMetric: 'psi',
        ratios: features(index).map(({ ratio }) => ratio),
        marks: isBad(index) ? 'coo' : 'ooo',
        features: features(index),
        multivariate: [{ reading: relations, verdict: 'ok', ratio: 0.1, beganMs: null }],
      })),
    });
    await rebuildEvaluationSpans(database.db, { modelId: 'm1', fromMs: endOf(0) - PANE_MS, toMs: NOW_MS });
    const input = { modelId: 'm1', fromMs: NOW_MS - 8 * 3_600_000, toMs: NOW_MS, maxColumns: 120 };
    await getDriftHeatmap({ ctx, input });
    const startedMs = performance.now();
    const heatmap = await getDriftHeatmap({ ctx, input });
    expect(performance.now() - startedMs).toBeLessThan(200);
    expect(heatmap.columnMs).toBe(300_000);
    expect(heatmap.columns).toHaveLength(96);
    const x = heatmap.rows[0];
    expect(x).toMatchObject({ feature: 'x', isPrediction: false, now: { ratio: 2, verdict: 'critical' } });
    expect(x?.marks).toBe(`${'o'.repeat(95)}c`);
    expect(x?.ratios.at(-1)).toBe(2);
    expect(x?.ratios[3]).toBe(0.25);
    expect(heatmap.rows[2]).toMatchObject({ feature: 'prediction', isPrediction: true, marks: 'o'.repeat(96) });
    const wide = await getDriftHeatmap({ ctx, input: { ...input, maxColumns: 600 } });
    expect(wide).toMatchObject({ columnMs: 60_000, columns: { length: 480 } });
    expect(wide.rows[0]?.marks).toBe(`${'o'.repeat(475)}ccccc`);
    const narrow = await getDriftHeatmap({ ctx, input: { ...input, maxColumns: 12 } });
    expect(narrow.columns.length).toBeLessThanOrEqual(13);
    expect(narrow.rows[0]?.ratios.at(-1)).toBe(2);
  });

  it('lists the model with strip, worst metric and since when', async () => {
    const [row] = await listModels({ ctx: as('viewer') });
    expect(row).toMatchObject({
      id: 'm1',
      status: 'critical',
      statusSinceMs: NOW_MS - 29 * PANE_MS,
      unknownReason: null,
      worst: { feature: 'x', metric: 'psi', value: 0.4, critical: 0.2 },
    });
    expect(row?.strip).toHaveLength(96);
    expect(row?.strip.at(-2)).toMatchObject({ ratio: 2, verdict: 'critical' });
    expect(row?.strip[5]).toMatchObject({ ratio: 0.25, verdict: 'ok' });
  });

  it('calls a model unknown whose last window is long ago', async () => {
    const later = { ...ctx, now: () => new Date(NOW_MS + 600_000) };
    const [row] = await listModels({ ctx: later });
    expect(row).toMatchObject({ status: 'unknown', statusSinceMs: null, unknownReason: 'last measured 10 min ago' });
    expect(await getModel({ ctx, input: { modelId: 'm1' } })).toMatchObject({
      status: 'critical',
      featuresCritical: 1,
      featuresTotal: 3,
      multivariate: [{ reading: { id: 'reconstructionError', value: 0.1 }, verdict: 'ok' }],
      reference: { active: true, rowCount: 1_000 },
    });
  });

  it('shows a feature with its histogram from the window that was judged', async () => {
    const row = await database.db.reference.findFirstOrThrow({ where: { modelId: 'm1' } });
    const grid = gridOf(decodeReference(row.body));
    for (const [place, startMs] of [NOW_MS - 20_000, NOW_MS - 10_000, NOW_MS - 60_000].entries()) {
      const pane = createPane(grid);
      for (let index = 0; index < 600; index += 1) countEvent(pane, grid, event(place * 600 + index, 3));
      await database.db.pane.create({
        data: {
          modelId: 'm1',
          gridId: grid.id,
          version: '',
          startAt: new Date(startMs),
          paneMs: PANE_MS,
          topic: 'm1.predictions',
          partition: 0,
          n: pane.events,
          counts: Buffer.from(encodePane(pane, grid)),
        },
      });
    }
    const detail = await getFeature({
      ctx,
      input: { modelId: 'm1', feature: 'x', fromMs: NOW_MS - 3_600_000, toMs: NOW_MS },
    });
    if (detail === null) throw new Error('no window was judged');
    expect(detail).toMatchObject({ windowEndMs: NOW_MS, windowN: 1_200, referenceN: 1_000, newShare: { window: 1 } });
    expect(detail.histogram.reduce((sum, bin) => sum + bin.window, 0)).toBeCloseTo(1, 9);
    expect(detail.beganMs).toBe(NOW_MS - 30 * PANE_MS);
    // The series of ratios jumped with the episode; the change point is the newest pane of its first window.
    expect(detail.began).toMatchObject({ state: 'found', shape: 'step' });
    if (detail.began.state === 'found') {
      expect(detail.began.fromMs).toBeLessThanOrEqual(detail.began.atMs);
      expect(Math.abs(detail.began.atMs - (NOW_MS - 30 * PANE_MS))).toBeLessThanOrEqual(PANE_MS);
    }
    expect(detail.chance.psi).toBeGreaterThan(0);
    // Not what the window was judged by, but asked for all the same.
    expect(detail.evaluation.metrics.totalVariation).toMatchObject({
      state: 'measured',
      // The smallest category shares its group with those that are new.
      value: expect.closeTo(0.9, 9) as number,
      verdict: 'critical',
    });
    expect(detail.evaluation.metrics.chiSquare).toMatchObject({ state: 'measured', pValue: 0 });
    expect(detail.series).toHaveLength(360);
    expect(detail.series.at(-1)).toEqual({ endMs: NOW_MS, ratio: 2, verdict: 'critical' });
    const missing = getFeature({
      ctx,
      input: { modelId: 'm1', feature: 'nope', fromMs: NOW_MS - 3_600_000, toMs: NOW_MS },
    });
    await expect(missing).rejects.toMatchObject({ code: 'not-found' });
    // A stretch before the first window holds nothing, which is no error.
    const before = { modelId: 'm1', feature: 'x', fromMs: 1_000, toMs: 2_000 };
    expect(await getFeature({ ctx, input: before })).toBeNull();
    const ingest = await getIngest({ ctx, input: { modelId: 'm1', fromMs: NOW_MS - 3_600_000, toMs: NOW_MS } });
    expect(ingest).toMatchObject({ totals: { events: 0, late: 0 }, observations: [], gaps: [], partitions: [] });
  });
});

describe('what a reference remembers', () => {
  it('the file it was read from, scores by class, and rows of text', async () => {
    const file = { name: 'rows.csv', sha256: 'ab'.repeat(32) };
    const text = rows(300).map((row) => ({
      ...row,
      model: 'm-csv',
      features: {
        x: String(row.features.x),
        colour: row.features.colour,
        flag: row.features.x > 0.5 ? 'true' : 'false',
      },
    }));
    const { referenceId } = await registerModel({
      ctx,
      input: {
        manifest: { ...manifest, id: 'm-csv', predictionTopic: 'm-csv.predictions', labelTopic: null },
        rows: text,
        source: 'rows.csv',
        cells: 'text',
        file: () => file,
      },
    });
    const stored = await database.db.reference.findUniqueOrThrow({ where: { id: referenceId } });
    const reference = decodeReference(stored.body);
    expect(reference.provenance).toMatchObject({ kind: 'file', file });
    expect(stored.provenance).toMatchObject({ file });
    expect(reference.features.map(({ kind }) => kind)).toEqual(['numeric', 'categorical', 'boolean', 'numeric']);
    const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);
    const { positive, negative } = reference.quality ?? { positive: new Float64Array(), negative: new Float64Array() };
    expect(sum(positive) + sum(negative)).toBe(300);
    expect(sum(positive)).toBe(rows(300).filter(({ label }) => label === 1).length);
    await database.db.model.delete({ where: { id: 'm-csv' } });
  });
});

describe('one more reference', () => {
  const input = {
    modelId: 'm1',
    reason: 'a calmer week',
    rows: rows(400).map((row) => ({ ...row, time: NOW_MS })),
    provenance: () => ({ kind: 'stream' as const, stream: { topic: 'm1.predictions', partitions: [] } }),
  };
  it('is frozen beside the active one, or takes its place', async () => {
    const before = await database.db.model.findUniqueOrThrow({ where: { id: 'm1' } });
    const beside = await addReference({ ctx: as('admin'), input: { ...input, activate: false } });
    expect(beside).toMatchObject({ rowCount: 400, isNew: true, active: false });
    const stored = await database.db.reference.findUniqueOrThrow({ where: { id: beside.referenceId } });
    expect(stored.provenance).toMatchObject({ kind: 'stream', fromMs: NOW_MS, toMs: NOW_MS, createdBy: 'admin' });
    const active = async () => (await database.db.model.findUniqueOrThrow({ where: { id: 'm1' } })).activeReferenceId;
    expect(await active()).toBe(before.activeReferenceId);
    const changed = await addReference({ ctx: as('admin'), input: { ...input, activate: true } });
    expect(changed).toEqual({ ...beside, isNew: false, active: true });
    expect(await active()).toBe(beside.referenceId);
    const change = await database.db.changeEvent.findFirstOrThrow({
      where: { modelId: 'm1', toValue: beside.referenceId },
    });
    expect(change).toMatchObject({ fromValue: before.activeReferenceId, actor: 'admin' });
    expect(await database.db.auditEntry.count({ where: { action: 'model.add-reference' } })).toBe(2);
    const { references } = await getModel({ ctx, input: { modelId: 'm1' } });
    expect(references.filter((one) => one.active).map(({ id }) => id)).toEqual([beside.referenceId]);
    const back = { modelId: 'm1', referenceId: before.activeReferenceId ?? '', reason: 'as before' };
    await setActiveReference({ ctx, input: back });
  });
  it('is for administrators, and for models that there are', async () => {
    const asViewer = addReference({ ctx: as('viewer'), input: { ...input, activate: true } });
    await expect(asViewer).rejects.toMatchObject({ code: 'forbidden' });
    const ofNone = addReference({ ctx, input: { ...input, modelId: 'none', activate: true } });
    await expect(ofNone).rejects.toMatchObject({ code: 'not-found' });
  });
  it('of two who choose at once one is told that the other was faster', async () => {
    const another = await addReference({ ctx, input: { ...input, reason: 'another', activate: false } });
    const { references } = await getModel({ ctx, input: { modelId: 'm1' } });
    const start = references.find(({ active }) => active)?.id ?? '';
    const targets = [
      another.referenceId,
      references.find(({ id, active }) => !active && id !== another.referenceId)?.id,
    ];
    const outcomes = await Promise.allSettled(
      targets.map((referenceId = '') =>
        setActiveReference({
          ctx,
          input: { modelId: 'm1', referenceId, expectedReferenceId: start, reason: 'race' },
        }),
      ),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    expect(await database.db.changeEvent.count({ where: { detail: 'race' } })).toBe(1);
    await setActiveReference({ ctx, input: { modelId: 'm1', referenceId: start, reason: 'back' } });
  });
});

describe('replacing the reference', () => {
  it('takes a stretch of the stream as normal, and goes back again', async () => {
    const before = await database.db.model.findUniqueOrThrow({ where: { id: 'm1' } });
    const input = { modelId: 'm1', fromMs: NOW_MS - 30_000, toMs: NOW_MS, reason: 'the feed changed for good' };
    await expect(rebaselineModel({ ctx: as('viewer'), input })).rejects.toMatchObject({ code: 'forbidden' });
    const short = rebaselineModel({ ctx, input: { ...input, fromMs: NOW_MS - 10_000 } });
    await expect(short).rejects.toThrow('600 events');
    const { referenceId, rowCount } = await rebaselineModel({ ctx: as('admin'), input });
    expect(rowCount).toBe(1_200);
    const stored = await database.db.reference.findUniqueOrThrow({ where: { id: referenceId } });
    expect(stored.gridId).toBe(
      (await database.db.reference.findUniqueOrThrow({ where: { id: before.activeReferenceId ?? '' } })).gridId,
    );
    expect((await database.db.model.findUniqueOrThrow({ where: { id: 'm1' } })).activeReferenceId).toBe(referenceId);
    await setActiveReference({
      ctx,
      input: { modelId: 'm1', referenceId: before.activeReferenceId ?? '', reason: 'a mistake' },
    });
    const stale = setActiveReference({
      ctx,
      input: { modelId: 'm1', referenceId, expectedReferenceId: referenceId, reason: 'too late' },
    });
    await expect(stale).rejects.toMatchObject({ code: 'conflict' });
    const unknown = setActiveReference({ ctx, input: { modelId: 'm1', referenceId: '0'.repeat(12), reason: 'typo' } });
    await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
    const changes = await database.db.changeEvent.findMany({ where: { modelId: 'm1' }, orderBy: { at: 'asc' } });
    expect(changes.map(({ detail }) => detail)).toContain('a mistake');
    expect(
      await database.db.auditEntry.findMany({
        where: { action: { in: ['model.rebaseline', 'model.set-reference'] } },
        orderBy: { seq: 'desc' },
        take: 2,
      }),
    ).toMatchObject([
      { action: 'model.set-reference', data: { referenceId: before.activeReferenceId, previousId: referenceId } },
      { action: 'model.rebaseline', data: { referenceId, previousId: before.activeReferenceId } },
    ]);
  });
});
