import { countEvent, createPane, decodeReference, encodePane, gridOf, type Grid } from '@leeway/drift';
import { createTestDatabase, seededRandom, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../context.ts';
import { getSlices } from './get-slices.ts';
import { setSliceBy } from './set-slice-by.ts';
import { registerModel } from '../register-model.ts';

const NOW_MS = Date.UTC(2026, 10, 25, 12, 0, 0);
const PANE_MS = 10_000;
const COLOURS = ['red', 'blue', 'green'];
let database: TestDatabase;
let ctx: Ctx;
let grid: Grid;
let referenceId: string;

const event = (index: number, colour: string, shift = 0) => {
  const random = seededRandom(index + 1);
  return {
    id: `e${index}`,
    model: 'm1',
    time: 0,
    features: { x: random() + shift, colour },
    score: random(),
  };
};
const manifest = {
  id: 'm1',
  name: 'Model one',
  predictionTopic: 'm1.predictions',
  labelTopic: null,
  paneMs: PANE_MS,
  windowPanes: 3,
  sliceBy: 'colour',
};

async function addPane(input: { startMs: number; colour: string; count: number; shift?: number; partition?: number }) {
  const { startMs, colour, count, shift = 0, partition = 0 } = input;
  const pane = createPane(grid);
  for (let index = 0; index < count; index += 1)
    countEvent(pane, grid, event(index + partition * 1_000 + (startMs % 7), colour, shift));
  // Every event is counted with all of them and in its slice; versions tell the rows of the whole apart.
  await database.db.pane.createMany({
    data: ['', `colour=${colour}`].map((slice) => ({
      modelId: 'm1',
      gridId: grid.id,
      version: colour,
      startAt: new Date(startMs),
      paneMs: PANE_MS,
      topic: manifest.predictionTopic,
      partition,
      slice,
      n: pane.events,
      counts: Buffer.from(encodePane(pane, grid)),
    })),
  });
}

const ask = (fromMs = NOW_MS - 3_600_000) => getSlices({ ctx, input: { modelId: 'm1', fromMs, toMs: NOW_MS } });

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = {
    db: database.db,
    actor: { kind: 'system', id: 'test', name: 'Test' },
    now: () => new Date(NOW_MS),
    requestId: 'test',
  };
  const rows = Array.from({ length: 1_000 }, (_, index) =>
    event(index, index % 10 < 5 ? 'red' : (COLOURS[1 + (index % 2)] ?? '')),
  );
  ({ referenceId } = await registerModel({ ctx, input: { manifest, rows, source: 'rows.jsonl' } }));
  const stored = await database.db.reference.findUniqueOrThrow({ where: { id: referenceId } });
  grid = gridOf(decodeReference(stored.body));
});
afterAll(() => database.drop());

it('has no window as long as none was judged', async () => {
  expect(await ask()).toEqual({ sliceBy: 'colour', candidates: ['colour'], window: null, slices: [] });
});

it('judges each slice of the newest window on its own, without the feature that tells them apart', async () => {
  const startMs = NOW_MS - 3 * PANE_MS;
  await database.db.evaluation.create({
    data: {
      id: 'm1-last',
      modelId: 'm1',
      referenceId,
      windowStartAt: new Date(startMs),
      windowEndAt: new Date(NOW_MS),
      n: 1_230,
      verdict: 'ok',
      ratio: 0,
      ratios: [0, 0, 0],
      marks: 'ooo',
      features: [],
    },
  });
  // Two partitions and two panes add up; what lies before the window is not counted.
  await addPane({ startMs, colour: 'red', count: 300 });
  await addPane({ startMs, colour: 'red', count: 300, partition: 1 });
  await addPane({ startMs: startMs - PANE_MS, colour: 'red', count: 300, shift: 5 });
  await addPane({ startMs: startMs + PANE_MS, colour: 'blue', count: 600, shift: 0.5 });
  await addPane({ startMs, colour: 'green', count: 30, shift: 5 });
  const view = await ask();
  expect(view.window).toMatchObject({ startMs, endMs: NOW_MS, n: 1_230 });
  expect(view.window?.service).toMatchObject({ errors: { value: 0 }, latencyP95Ms: null });
  const of = new Map(view.slices.map((slice) => [slice.value, slice]));
  expect([...of.keys()].toSorted()).toEqual(['blue', 'green', 'red']);
  // What stands out most comes first, what can't be judged last.
  expect(view.slices.at(-1)?.value).toBe('green');
  expect(of.get('red')).toMatchObject({ n: 600, fromReference: { verdict: 'ok' } });
  expect(of.get('red')?.share.value).toBeCloseTo(600 / 1_230, 9);
  expect(of.get('red')?.share.halfWidth).toBeCloseTo(0.028, 3);
  expect(of.get('red')?.referenceShare).toBe(0.5);
  const blue = of.get('blue');
  expect(blue).toMatchObject({ n: 600, fromReference: { verdict: 'critical', worst: { feature: 'x' } } });
  expect(blue?.fromRest).toMatchObject({ verdict: 'critical', worst: { feature: 'x' } });
  // Chance alone stays far below what was measured.
  expect(blue?.fromRest.worst?.chance).toBeGreaterThan(0);
  expect(blue?.fromRest.worst?.value).toBeGreaterThan(3 * (blue?.fromRest.worst?.chance ?? Infinity));
  expect(blue?.shapes[0]).toMatchObject({ feature: 'x', kind: 'numeric' });
  expect(blue?.shapes[0]?.bins.reduce((sum, bin) => sum + bin.window, 0)).toBeCloseTo(1, 9);
  // Scores are drawn from 0 to 1 alike in all of them.
  expect(blue?.service.score?.value).toBeCloseTo(0.5, 1);
  expect(blue?.service.score?.halfWidth).toBeCloseTo((1.96 * Math.sqrt(1 / 12)) / Math.sqrt(600), 2);
  const none = { verdict: 'insufficient', ratio: 0, worst: null };
  expect(of.get('green')).toMatchObject({ value: 'green', n: 30, fromRest: none, fromReference: none });
});

it('a slice that is as the rest does not stand out, however many events it has', async () => {
  await database.db.pane.deleteMany({});
  const startMs = NOW_MS - 3 * PANE_MS;
  await addPane({ startMs, colour: 'red', count: 900, partition: 1 });
  await addPane({ startMs, colour: 'blue', count: 900, partition: 2 });
  await addPane({ startMs, colour: 'green', count: 900, partition: 3 });
  const view = await ask();
  for (const slice of view.slices ?? []) {
    expect(slice.fromRest.verdict).toBe('ok');
    expect(slice.fromReference.verdict).toBe('ok');
  }
});

it('says no data of a slice without events', async () => {
  await database.db.pane.deleteMany({ where: { slice: 'colour=green' } });
  const view = await ask();
  expect(view.slices.find(({ value }) => value === 'green')).toMatchObject({
    n: 0,
    share: { value: 0 },
    fromRest: { verdict: 'no-data', worst: null },
    service: { errors: null, score: null },
  });
});

it('has nothing for a feature that is no category, nor for a model without slices', async () => {
  await database.db.model.update({ where: { id: 'm1' }, data: { sliceBy: 'x' } });
  expect(await ask()).toMatchObject({ sliceBy: 'x', slices: [] });
  await database.db.model.update({ where: { id: 'm1' }, data: { sliceBy: null } });
  expect(await ask()).toEqual({ sliceBy: null, candidates: ['colour'], window: null, slices: [] });
});

describe('choosing the column', () => {
  const viewer = (): Ctx => ({ ...ctx, actor: { kind: 'person', id: 'v', name: 'v', role: 'viewer' } });
  const choose = (sliceBy: string | null, expected: string | null, as = ctx) =>
    setSliceBy({ ctx: as, input: { modelId: 'm1', sliceBy, expected } });

  it('is recorded as a change and in the audit log, and can be taken back', async () => {
    await choose('colour', null);
    expect(await ask()).toMatchObject({ sliceBy: 'colour' });
    const [change] = await database.db.changeEvent.findMany({ where: { id: { startsWith: 'slices:' } } });
    expect(change).toMatchObject({ title: 'Slices are counted by colour', fromValue: null, toValue: 'colour' });
    expect(await database.db.auditEntry.count({ where: { action: 'model.slice-by' } })).toBe(1);
    await choose('colour', 'x');
    expect(await database.db.auditEntry.count({ where: { action: 'model.slice-by' } })).toBe(1);
    await choose(null, 'colour');
    expect(await ask()).toMatchObject({ sliceBy: null });
  });

  it('is refused to whoever may not, for what is no category, and to the slower of two', async () => {
    await expect(choose('colour', null, viewer())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(choose('x', null)).rejects.toMatchObject({ code: 'invalid' });
    const both = await Promise.allSettled([choose('colour', null), choose('nothing', null)]);
    expect(both.map(({ status }) => status)).toContain('rejected');
    await expect(choose(null, null)).rejects.toMatchObject({ code: 'conflict' });
  });
});
