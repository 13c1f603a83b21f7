import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FeatureEvaluation, Verdict } from '@leeway/drift';
import type { ModelModel } from '@leeway/store';
import { createTestDatabase, seededRandom, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { getDriftHeatmap } from '../models/get-drift-heatmap.ts';
import { readEvaluatorMemory } from './evaluator-memory.ts';
import type { JudgedEvaluation } from './evaluation-row.ts';
import { recordEvaluations } from './record-evaluations.ts';
import { reviseEvaluation } from './revise-evaluation.ts';

const PANE_MS = 60_000;
const HOUR_MS = 60 * PANE_MS;
const BEGIN_MS = Date.UTC(2026, 9, 1);
const FEATURES = ['a', 'b', 'prediction'];
/** r1 and r2 know the same features, r3 others. */
const REFERENCES = { r1: FEATURES, r2: FEATURES, r3: ['x'] };
const VERDICTS: readonly Verdict[] = ['no-data', 'insufficient', 'ok', 'warning'];
const QUIET = { verdict: 'ok' as const, bad: 0, n: 10, share: 0, expected: null, critical: null, pValue: null };
const random = seededRandom(20_261_125);
let database: TestDatabase;
let ctx: Ctx;
let models: ModelModel[];

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  ctx = { db, actor: { kind: 'system', id: 'test', name: 'Test' }, now: () => new Date(), requestId: 'test' };
  models = [];
  for (const id of ['m1', 'm2', 'm3']) {
    const model = await db.model.create({
      data: { id, name: id, predictionTopic: id, paneMs: PANE_MS, activeReferenceId: `${id}-r1` },
    });
    models.push(model);
    await db.reference.createMany({
      data: Object.entries(REFERENCES).map(([reference, features]) => ({
        id: `${id}-${reference}`,
        modelId: id,
        gridId: 'grid',
        hash: '',
        features,
        rowCount: 1n,
        body: new Uint8Array(),
        provenance: {},
      })),
    });
  }
});
afterAll(() => database.drop());

function judged(modelId: string, reference: keyof typeof REFERENCES, windowEndMs: number): JudgedEvaluation {
  const referenceId = `${modelId}-${reference}`;
  const features = REFERENCES[reference].map((feature): FeatureEvaluation => {
    const verdict = VERDICTS[Math.floor(random() * VERDICTS.length)] ?? 'ok';
    const ratio = random() < 0.1 ? 0.99999 : random() * 3;
    return {
      feature,
      kind: 'numeric',
      n: 1,
      missing: 0,
      verdict,
      beganMs: null,
      ratio,
      worstMetric: null,
      metrics: {},
    };
  });
  const ratio = Math.max(...features.map((one) => one.ratio));
  const verdict = VERDICTS[Math.floor(random() * VERDICTS.length)] ?? 'ok';
  const memory = readEvaluatorMemory({}, referenceId);
  return {
    evaluation: {
      referenceId,
      windowStartMs: windowEndMs - 3 * PANE_MS,
      windowEndMs,
      n: 10,
      verdict,
      ratio,
      worstFeature: null,
      worstMetric: null,
      features,
    },
    service: { errors: QUIET, latency: { ...QUIET, slowerThanMs: null, p95Ms: null, baselineP95Ms: null } },
    memoryBefore: memory,
  };
}

type Span = { ratio: number | null; verdict: Verdict; ratios: (number | null)[]; marks: string };
const SEVERITY = ['no-data', 'insufficient', 'ok', 'warning', 'critical'];
const MARKS = '-iowc';

/** Spans as the evaluations that are stored say, computed here. */
async function expectedSpans(): Promise<Map<string, Span>> {
  const spans = new Map<string, Span>();
  for (const row of await database.db.evaluation.findMany())
    for (const spanMs of [300_000, 3_600_000]) {
      const startMs = (Math.ceil(row.windowEndAt.getTime() / spanMs) - 1) * spanMs;
      const key = `${row.modelId} ${spanMs} ${startMs} ${row.referenceId}`;
      const known = spans.get(key);
      const judgedRatio = row.verdict === 'ok' || row.verdict === 'warning' ? Math.floor(row.ratio * 1e4) / 1e4 : null;
      const own: Span = {
        verdict: row.verdict as Verdict,
        ratio: judgedRatio,
        ratios: row.ratios.map((ratio, i) =>
          'ow'.includes(row.marks[i] ?? '-') ? Math.floor(ratio * 1e4) / 1e4 : null,
        ),
        marks: row.marks,
      };
      const larger = (a: number | null, b: number | null) => (a === null || (b !== null && b > a) ? b : a);
      spans.set(
        key,
        known === undefined
          ? own
          : {
              verdict: SEVERITY.indexOf(own.verdict) > SEVERITY.indexOf(known.verdict) ? own.verdict : known.verdict,
              ratio: larger(known.ratio, own.ratio),
              ratios: known.ratios.map((ratio, i) => larger(ratio, own.ratios[i] ?? null)),
              marks: known.marks
                .split('')
                .map((mark, i) => (MARKS.indexOf(own.marks[i] ?? '-') > MARKS.indexOf(mark) ? own.marks[i] : mark))
                .join(''),
            },
      );
    }
  return spans;
}

async function storedSpans(): Promise<Map<string, Span>> {
  const rows = await database.db.$queryRaw<({ key: string } & Span)[]>`
    SELECT model_id || ' ' || span_ms || ' ' || (extract(epoch FROM start_at) * 1000)::bigint || ' ' || reference_id AS key,
           ratio, verdict, ratios, marks FROM evaluation_span`;
  return new Map(rows.map(({ key, ...span }) => [key, span]));
}

it('equals what the evaluations add up to, under revisions and switched references', { timeout: 60_000 }, async () => {
  const ends: number[] = [];
  for (let step = 1; step <= 80; step += 1) {
    const windowEndMs = BEGIN_MS + step * PANE_MS;
    const reference = step < 30 ? 'r1' : step < 60 ? 'r2' : 'r3';
    const recorded = await recordEvaluations({
      ctx,
      inputs: models.map((model) => {
        const one = judged(model.id, reference, windowEndMs);
        return { ...one, model, memory: one.memoryBefore, previousWindowEndMs: ends.at(-1) ?? null };
      }),
    });
    expect(recorded.map((result) => 'outcome' in result && result.outcome)).toEqual([
      'recorded',
      'recorded',
      'recorded',
    ]);
    ends.push(windowEndMs);
    const [model] = models;
    if (step % 4 !== 0 || model === undefined) continue;
    // Late events: a window of the past, by the reference that is in use now.
    const again = judged(model.id, reference, ends[Math.floor(random() * ends.length)] ?? windowEndMs);
    await reviseEvaluation({ ctx, input: { ...again, model, memory: again.memoryBefore } });
  }
  expect(await storedSpans()).toEqual(await expectedSpans());
});

it('holds windows that were recorded twice once, as they were recorded last', async () => {
  const [model] = models;
  if (model === undefined) throw new Error('no model');
  const windowEndMs = BEGIN_MS + 80 * PANE_MS;
  await database.db.evaluatorState.update({
    where: { modelId: model.id },
    data: { evaluatedToAt: new Date(windowEndMs - 1) },
  });
  const one = judged(model.id, 'r3', windowEndMs);
  const input = { ...one, model, memory: one.memoryBefore, previousWindowEndMs: windowEndMs - 1 };
  const [result] = await recordEvaluations({ ctx, inputs: [input] });
  expect(result).toEqual({ modelId: model.id, outcome: 'recorded' });
  expect(await storedSpans()).toEqual(await expectedSpans());
});

it('was filled for windows from before it by the migration', async () => {
  const path = '../../../../prisma/migrations/20261125131500_evaluation_span/migration.sql';
  const sql = await readFile(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
  const before = await storedSpans();
  await database.db.$executeRaw`TRUNCATE evaluation_span`;
  const backfill = sql.slice(sql.indexOf('-- Windows that were judged before'));
  for (const statement of backfill.split(';').filter((text) => text.includes('INSERT')))
    await database.db.$executeRawUnsafe(statement);
  expect(await storedSpans()).toEqual(before);
});

it('is what the heatmap shows: hours, minutes and single windows agree', async () => {
  const range = { modelId: 'm2', fromMs: BEGIN_MS, toMs: BEGIN_MS + 2 * HOUR_MS };
  const [fine, coarse] = [
    await getDriftHeatmap({ ctx, input: { ...range, maxColumns: 120 } }),
    await getDriftHeatmap({ ctx, input: { ...range, maxColumns: 12 } }),
  ];
  expect([fine.columnMs, coarse.columnMs]).toEqual([PANE_MS, 10 * PANE_MS]);
  // 59 windows against references with these features; the rest was judged on others.
  expect(fine.rows[0]?.marks.slice(59)).toMatch(/^-+$/u);
  for (const [index, row] of coarse.rows.entries())
    for (const [column, ratio] of row.ratios.entries()) {
      const stretch = fine.rows[index]?.ratios.slice(column * 10, column * 10 + 10) ?? [];
      const judgedRatios = stretch.filter((one) => one !== null);
      expect(ratio).toBe(judgedRatios.length === 0 ? null : Math.max(...judgedRatios));
    }
  expect(coarse.rows[0]?.ratios.filter((ratio) => ratio !== null).length).toBeGreaterThan(3);
});
