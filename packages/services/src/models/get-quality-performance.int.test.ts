import {
  countEvent,
  countLabelled,
  createPane,
  createQualityPane,
  decodeReference,
  encodePane,
  encodeQualityPane,
  gridOf,
  type Grid,
} from '@leeway/drift';
import { createTestDatabase, seededRandom, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { getPerformance } from './get-quality-performance.ts';
import { registerModel } from './register-model.ts';

const NOW_MS = Date.UTC(2026, 10, 25, 12, 0, 0);
const PANE_MS = 60_000;
const PER_PANE = 400;
let database: TestDatabase;
let ctx: Ctx;
let grid: Grid;

/** Labels that come true as often as the score says; with `flipped`, the other way round. */
const rows = (count: number, seed: number, flipped = false) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const score = random();
    const positive = random() < (flipped ? 1 - score : score);
    return { id: `e${seed}-${index}`, model: 'm1', time: 0, features: { x: random() }, score, label: positive ? 1 : 0 };
  });
};

async function stretch(startMs: number, options: { labelled: number; flipped?: boolean }) {
  const pane = createPane(grid);
  const quality = createQualityPane();
  for (const [index, { label, ...event }] of rows(PER_PANE, startMs % 9_973, options.flipped).entries()) {
    countEvent(pane, grid, event);
    if (index < options.labelled) countLabelled(quality, { score: event.score, positive: label === 1 });
  }
  const key = { modelId: 'm1', version: '', startAt: new Date(startMs) };
  await database.db.pane.create({
    data: {
      ...key,
      gridId: grid.id,
      paneMs: PANE_MS,
      topic: 'm1.predictions',
      partition: 0,
      n: pane.events,
      counts: Buffer.from(encodePane(pane, grid)),
    },
  });
  if (options.labelled > 0)
    await database.db.qualityPane.create({
      data: { ...key, n: options.labelled, counts: Buffer.from(encodeQualityPane(quality)) },
    });
}

const ask = (fromMs: number, toMs: number) => getPerformance({ ctx, input: { modelId: 'm1', fromMs, toMs } });

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = {
    db: database.db,
    actor: { kind: 'system', id: 'test', name: 'Test' },
    now: () => new Date(NOW_MS),
    requestId: 'test',
  };
  const manifest = {
    id: 'm1',
    name: 'Model one',
    predictionTopic: 'm1.predictions',
    labelTopic: 'm1.labels',
    paneMs: PANE_MS,
    windowPanes: 3,
  };
  const { referenceId } = await registerModel({ ctx, input: { manifest, rows: rows(5_000, 1), source: 'rows.jsonl' } });
  const stored = await database.db.reference.findUniqueOrThrow({ where: { id: referenceId } });
  grid = gridOf(decodeReference(stored.body));
});
afterAll(() => database.drop());

it('has nothing before anything came', async () => {
  const view = await ask(NOW_MS - 3_600_000, NOW_MS);
  expect(view).toMatchObject({ points: [], noEstimate: 'no prediction came in this range' });
  expect(view.coverage).toEqual({ labelled: 0, events: 0 });
  expect(view.trackRecord.rocAuc.state).toBe('unproven');
});

it('estimates what labels then confirm, ahead of them too', async () => {
  const fromMs = NOW_MS - 3_600_000;
  for (let pane = 0; pane < 10; pane += 1)
    await stretch(fromMs + pane * PANE_MS, { labelled: pane < 8 ? PER_PANE : 0 });
  const view = await ask(fromMs, fromMs + 10 * PANE_MS);
  expect(view.points).toHaveLength(10);
  expect(view).toMatchObject({ threshold: 0.5, noEstimate: null, isSampled: false });
  expect(view.coverage).toEqual({ labelled: 8 * PER_PANE, events: 10 * PER_PANE });
  expect(view.trackRecord.accuracy).toMatchObject({ state: 'reliable', n: 8 });
  expect(view.trackRecord.rocAuc).toMatchObject({ state: 'reliable', n: 8 });
  // Uniform scores that are true probabilities: accuracy 3/4, AUC 5/6, Brier 1/6.
  const unlabelled = view.points.at(-1);
  expect(unlabelled?.realised.accuracy).toBeNull();
  expect(unlabelled?.estimated.accuracy?.value).toBeCloseTo(0.75, 1);
  expect(unlabelled?.estimated.rocAuc?.value).toBeCloseTo(5 / 6, 1);
  expect(view.total.realised.brier?.value).toBeCloseTo(1 / 6, 1);
  expect(view.total.realised.ece?.value).toBeLessThan(0.05);
  const confusion = view.total.confusion ?? { tp: 0, fp: 0, tn: 0, fn: 0 };
  expect(confusion.tp + confusion.fp + confusion.tn + confusion.fn).toBe(8 * PER_PANE);
  expect(view.reliability.reduce((sum, { n }) => sum + n, 0)).toBe(8 * PER_PANE);
});

it('counts answers and estimates them at any threshold', async () => {
  const fromMs = NOW_MS - 3_600_000;
  const stretchOf = { modelId: 'm1', fromMs, toMs: fromMs + 10 * PANE_MS };
  const at = (threshold: number) => getPerformance({ ctx, input: { ...stretchOf, threshold } });
  const [low, high] = [await at(0.2), await at(0.8)];
  expect([low.threshold, high.threshold]).toEqual([0.2, 0.8]);
  const answered = ({ total: { confusion } }: typeof low): number => (confusion?.tp ?? 0) + (confusion?.fp ?? 0);
  expect(answered(low) / low.total.n).toBeCloseTo(0.8, 1);
  expect(answered(high) / high.total.n).toBeCloseTo(0.2, 1);
  // Uniform scores that are true probabilities: the mean of those above t is (1 + t)/2.
  for (const [view, precision] of [
    [low, 0.6],
    [high, 0.9],
  ] as const) {
    const { realised, estimated } = view.total;
    expect(realised.precision?.value).toBeCloseTo(precision, 1);
    expect(estimated.precision?.value).toBeCloseTo(precision, 1);
    expect(realised.precision?.value).toBeGreaterThan(estimated.precision?.low ?? 1);
    expect(realised.precision?.value).toBeLessThan(estimated.precision?.high ?? 0);
    expect(view.thresholds.find(({ threshold }) => threshold === view.threshold)?.precision).toBeCloseTo(
      realised.precision?.value ?? 0,
      9,
    );
  }
  // The ranking knows no threshold.
  expect(low.total.realised.rocAuc).toEqual(high.total.realised.rocAuc);
  expect(low.thresholds).toHaveLength(51);
  expect(low.thresholds.at(-1)).toMatchObject({ threshold: 1, precision: null, recall: 0 });
});

it('says that estimates are wrong where the truth changed and the scores did not', async () => {
  const fromMs = NOW_MS - 7_200_000;
  for (let pane = 0; pane < 5; pane += 1) await stretch(fromMs + pane * PANE_MS, { labelled: PER_PANE, flipped: true });
  const view = await ask(fromMs, fromMs + 5 * PANE_MS);
  expect(view.trackRecord.rocAuc).toMatchObject({ state: 'unreliable', n: 5, within: 0 });
  expect(view.trackRecord.rocAuc.reason).toMatch(/concept drift/u);
  expect(view.points[0]?.estimated.rocAuc?.low).toBeGreaterThan(view.points[0]?.realised.rocAuc?.high ?? 1);
});

it('merges a long range into at most 300 buckets and forgets no event', async () => {
  const view = await ask(NOW_MS - 90 * 86_400_000, NOW_MS);
  expect(view.points.length).toBeLessThanOrEqual(300);
  expect(view.isSampled).toBe(true);
  expect(view.coverage).toEqual({ labelled: 13 * PER_PANE, events: 15 * PER_PANE });
  expect(view.total.n).toBe(13 * PER_PANE);
});

it('is for those who may read', async () => {
  const stranger: Ctx = { ...ctx, actor: { ...ctx.actor, kind: 'anonymous' } as unknown as Ctx['actor'] };
  await expect(getPerformance({ ctx: stranger, input: { modelId: 'm1', fromMs: 0, toMs: 1_000 } })).rejects.toThrow();
});
