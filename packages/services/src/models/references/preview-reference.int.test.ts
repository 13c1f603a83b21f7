import { countEvent, createPane, decodeReference, encodePane, gridOf, type Grid } from '@leeway/drift';
import { createTestDatabase, seededRandom, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../context.ts';
import { addReference } from '../add-reference.ts';
import { getModel } from '../get-model.ts';
import { rebaselineModel } from '../rebaseline-model.ts';
import { registerModel } from '../register-model.ts';
import { setActiveReference } from '../set-active-reference.ts';
import { previewReference } from './preview-reference.ts';

const NOW_MS = Date.UTC(2026, 10, 25, 12, 0, 0);
const PANE_MS = 10_000;
const PANES = 40;
/** From here on the stream is another. */
const SHIFTED_FROM = 20;
let database: TestDatabase;
let ctx: Ctx;
let grid: Grid;
let firstId: string;

const event = (index: number, shift: number) => {
  const random = seededRandom(index + 1);
  return { id: `e${index}`, model: 'm1', time: 0, features: { x: random() + shift }, score: random() };
};
const rows = (count: number, shift: number) => Array.from({ length: count }, (_, index) => event(index, shift));
const startOf = (pane: number) => NOW_MS - (PANES - pane) * PANE_MS;
const preview = (referenceId: string) => previewReference({ ctx, input: { modelId: 'm1', referenceId } });
const add = (shift: number, reason: string) =>
  addReference({
    ctx,
    input: {
      modelId: 'm1',
      reason,
      activate: false,
      rows: rows(1_500, shift),
      provenance: () => ({ kind: 'file', file: { name: `${reason}.jsonl`, sha256: 'a'.repeat(64), bytes: 1 } }),
    },
  });

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = {
    db: database.db,
    actor: { kind: 'system', id: 'test', name: 'Test' },
    now: () => new Date(NOW_MS),
    requestId: 'test',
  };
  const manifest = { id: 'm1', name: 'Model one', predictionTopic: 'm1.predictions', paneMs: PANE_MS, windowPanes: 3 };
  ({ referenceId: firstId } = await registerModel({ ctx, input: { manifest, rows: rows(1_000, 0), source: 'rows' } }));
  grid = gridOf(decodeReference((await database.db.reference.findUniqueOrThrow({ where: { id: firstId } })).body));
});
afterAll(() => database.drop());

async function streamPanes(): Promise<void> {
  for (let index = 0; index < PANES; index += 1) {
    const pane = createPane(grid);
    for (let at = 0; at < 400; at += 1)
      countEvent(pane, grid, event(index * 1_000 + at, index < SHIFTED_FROM ? 0 : 0.6));
    await database.db.pane.create({
      data: {
        modelId: 'm1',
        gridId: grid.id,
        version: '',
        startAt: new Date(startOf(index)),
        paneMs: PANE_MS,
        topic: 'm1.predictions',
        partition: 0,
        n: pane.events,
        counts: Buffer.from(encodePane(pane, grid)),
      },
    });
  }
  await database.db.evaluation.create({
    data: {
      id: 'm1-last',
      modelId: 'm1',
      referenceId: firstId,
      windowStartAt: new Date(NOW_MS - 3 * PANE_MS),
      windowEndAt: new Date(NOW_MS),
      n: 1_200,
      verdict: 'critical',
      ratio: 3,
      ratios: [3, 0],
      marks: 'co',
      features: [],
    },
  });
}

describe('before the switch', () => {
  it('has nothing to compare as long as no window was judged, and says so', async () => {
    const { referenceId } = await add(0.6, 'the new normal');
    const view = await preview(referenceId);
    expect(view).toMatchObject({ stretch: null, windows: 0, series: [] });
    expect(view.notes[0]).toMatch(/nothing to compare/u);
  });

  it('judges the same windows twice on one grid, exactly', async () => {
    await streamPanes();
    const { referenceId } = await rebaselineModel({
      ctx,
      input: { modelId: 'm1', fromMs: startOf(SHIFTED_FROM), toMs: NOW_MS, reason: 'after the shift' },
    });
    await setActiveReference({ ctx, input: { modelId: 'm1', referenceId: firstId, reason: 'not yet' } });
    const view = await preview(referenceId);
    expect(view).toMatchObject({ activeId: firstId, referenceId, isExact: true, unjudgedMs: 0, notes: [] });
    // 38 whole windows, of which the first ten only make the memory.
    expect(view.windows).toBe(28);
    expect(view.series.at(-1)).toMatchObject({ endMs: NOW_MS, n: 1_200 });
    const [now, after] = [view.series.at(-1)?.now, view.series.at(-1)?.after];
    expect(now?.verdict).toBe('critical');
    expect(after?.verdict).toBe('ok');
    const early = view.series.find(({ endMs }) => endMs <= startOf(SHIFTED_FROM));
    expect(early?.now.verdict).toBe('ok');
    expect(early?.after.verdict).toBe('critical');
    expect(view.features[0]).toMatchObject({ feature: 'x', errorShare: 0, now: { verdict: 'critical' } });
    for (const side of ['now', 'after'] as const)
      expect(Object.values(view.counts[side]).reduce((sum, count) => sum + count, 0)).toBe(view.windows);
  });

  it('carries counts over to another grid, says by how much they may be off and how long nothing is judged', async () => {
    const { referenceId } = await add(0.6, 'another file');
    const view = await preview(referenceId);
    expect(view).toMatchObject({ isExact: false, unjudgedMs: 35_000 });
    expect(view.notes[0]).toMatch(/different grids/u);
    expect(view.series.at(-1)).toMatchObject({ now: { verdict: 'critical' }, after: { verdict: 'ok' } });
    const x = view.features.find(({ feature }) => feature === 'x');
    expect(x?.errorShare).toBeGreaterThan(0);
    // More than half of the newest windows lies above what the first grid knew, in one cell.
    expect(x?.errorShare).toBeLessThan(0.7);
  });

  it('writes nothing, is for everybody who may read, and knows no reference of other models', async () => {
    const viewer: Ctx = { ...ctx, actor: { kind: 'person', id: 'v', name: 'v', role: 'viewer' } };
    const before = await database.db.auditEntry.count();
    await previewReference({ ctx: viewer, input: { modelId: 'm1', referenceId: firstId } });
    expect(await database.db.auditEntry.count()).toBe(before);
    await expect(preview('0123456789ab')).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('the last switch is told with what it replaced, so that it can be undone', async () => {
  const { references } = await getModel({ ctx, input: { modelId: 'm1' } });
  const other = references.find(({ active }) => !active)?.id ?? '';
  await setActiveReference({ ctx, input: { modelId: 'm1', referenceId: other, reason: 'try it' } });
  const switched = await getModel({ ctx, input: { modelId: 'm1' } });
  expect(switched.referenceSwitch).toMatchObject({ previousId: firstId, reason: 'try it', atMs: NOW_MS });
  await setActiveReference({
    ctx,
    input: { modelId: 'm1', referenceId: firstId, expectedReferenceId: other, reason: 'undo' },
  });
  const undone = await getModel({ ctx, input: { modelId: 'm1' } });
  expect(undone.reference?.id).toBe(firstId);
});
