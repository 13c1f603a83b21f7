import {
  countLabelled,
  createQualityPane,
  createReferenceBuilder,
  encodeQualityPane,
  encodeReference,
  type FeatureEvaluation,
  type MetricReading,
} from '@leeway/drift';
import { notifyLive, openDb, rebuildEvaluationSpans, type Db, type Prisma } from '@leeway/store';
import { seededRandom } from '@leeway/testing';
import { SAMPLE_FEATURES, SAMPLE_MODELS, type SampleModel } from './sample-models.ts';
import { stateOf } from './sample-state.ts';
import { seedAnswers } from './seed-answers.ts';
import { seedSampleResponse } from './seed-sample-response.ts';

const MINUTE_MS = 60_000;
const WINDOW_MS = 5 * MINUTE_MS;
const HISTORY_WINDOWS = 288; // a day
const FEATURES = [...SAMPLE_FEATURES, 'prediction'];

/**
 * Fills an empty database with a fleet in the middle of its day, so that pages can be looked at without a stack:
 *
 *     DATABASE_URL=postgres://… node apps/web/e2e/support/seed-sample.ts
 */
export async function seedSample(db: Db, nowMs: number): Promise<void> {
  const random = seededRandom(20_261_125);
  const reference = sampleReference(random);
  for (const sample of SAMPLE_MODELS) {
    const referenceId = `${sample.id}-ref`.slice(0, 60);
    await db.model.create({
      data: {
        id: sample.id,
        name: sample.name,
        tier: sample.tier,
        description: 'A sample model.',
        task: sample.task ?? 'binary',
        paneMs: WINDOW_MS,
        windowPanes: 1,
        ownerTeam: 'risk',
        predictionTopic: `${sample.id}.predictions`,
        labelTopic: `${sample.id}.labels`,
        activeReferenceId: referenceId,
        references: {
          create: {
            id: referenceId,
            gridId: reference.gridId,
            hash: reference.hash,
            features: FEATURES,
            rowCount: BigInt(reference.rowCount),
            body: new Uint8Array(encodeReference(reference)),
            provenance: reference.provenance,
          },
        },
      },
    });
    await db.evaluation.createMany({ data: evaluationsOf(sample, referenceId, nowMs, random) });
    await rebuildEvaluationSpans(db, {
      modelId: sample.id,
      fromMs: nowMs - (HISTORY_WINDOWS + 1) * WINDOW_MS,
      toMs: nowMs,
    });
    if (sample.auc !== null) await seedQuality(db, sample.id, sample.auc, nowMs, random);
    if (sample.task !== undefined)
      await seedAnswers(db, { modelId: sample.id, task: sample.task, paneMs: WINDOW_MS, panes: 96, nowMs, random });
    const lastEventMs = nowMs - (sample.silentMinutes ?? 0) * MINUTE_MS - 900;
    await db.partitionProgress.create({
      data: {
        topic: `${sample.id}.predictions`,
        partition: 0,
        nextOffset: 1_000_000n,
        watermarkMs: BigInt(lastEventMs - 5_000),
        maxEventMs: BigInt(lastEventMs),
        caughtUp: true,
        updatedAt: new Date(nowMs),
      },
    });
    await db.modelState.create({
      data: { modelId: sample.id, reportedAt: new Date(nowMs - 4_000), state: stateOf(sample, nowMs) },
    });
  }
  await seedSampleResponse(db, nowMs);
  await notifyLive(db, { kind: 'model', atMs: nowMs });
}

/** Two normal score distributions one `shift` apart have AUC Φ(shift / √2); the logistic bound is near enough here. */
async function seedQuality(db: Db, modelId: string, auc: number, nowMs: number, random: () => number): Promise<void> {
  const shift = (Math.log(auc / (1 - auc)) / 1.702) * Math.SQRT2;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  for (let pane = 1; pane <= 96; pane += 1) {
    const counts = createQualityPane();
    for (let row = 0; row < 120; row += 1) {
      const positive = random() < 0.3;
      const score = 1 / (1 + Math.exp(-(normal() + (positive ? shift : 0) - shift / 2)));
      countLabelled(counts, { score, positive, predictedPositive: score > 0.5 });
    }
    await db.qualityPane.create({
      data: {
        modelId,
        version: '',
        startAt: new Date(Math.floor(nowMs / WINDOW_MS) * WINDOW_MS - pane * WINDOW_MS),
        n: 120,
        counts: new Uint8Array(encodeQualityPane(counts)),
      },
    });
  }
}

function sampleReference(random: () => number) {
  const builder = createReferenceBuilder();
  for (let row = 0; row < 2_000; row += 1) {
    const values = Object.fromEntries(
      SAMPLE_FEATURES.map((feature) => [
        feature,
        /kind|country/u.test(feature) ? `c${Math.floor(random() * 6)}` : Math.round(random() * 10_000) / 100,
      ]),
    );
    builder.add(values, { score: random() });
  }
  return builder.freeze({ kind: 'file', detail: 'sample rows', createdBy: 'sample' });
}

function evaluationsOf(
  sample: SampleModel,
  referenceId: string,
  nowMs: number,
  random: () => number,
): Prisma.EvaluationCreateManyInput[] {
  const lastEnd = Math.floor(nowMs / WINDOW_MS) * WINDOW_MS;
  const rows: Prisma.EvaluationCreateManyInput[] = [];
  for (let index = HISTORY_WINDOWS - 1; index >= 0; index -= 1) {
    const endMs = lastEnd - index * WINDOW_MS;
    const age = (nowMs - endMs) / MINUTE_MS;
    if (sample.silentMinutes !== undefined && age < sample.silentMinutes) continue;
    const level = sample.episodes.findLast((episode) => age <= episode.sinceMinutes)?.ratio ?? sample.calm;
    const ratios = FEATURES.map((feature) =>
      feature === sample.worst ? level * (0.94 + random() * 0.12) : Math.min(0.4, sample.calm * (0.3 + random() * 0.6)),
    );
    const ratio = Math.max(...ratios);
    const verdict = ratio >= 1 ? 'critical' : ratio >= 0.5 ? 'warning' : 'ok';
    rows.push({
      id: `${sample.id}-${endMs}`,
      modelId: sample.id,
      referenceId,
      windowStartAt: new Date(endMs - WINDOW_MS),
      windowEndAt: new Date(endMs),
      n: 11_000 + Math.floor(random() * 900),
      verdict,
      status: verdict,
      ratio,
      worstFeature: sample.worst,
      worstMetric: 'psi',
      ratios,
      marks: ratios.map(markOf).join(''),
      features: FEATURES.map((feature, at) => featureEvaluation(feature, ratios[at] ?? 0)),
      createdAt: new Date(endMs + 7_000),
    });
  }
  return rows;
}

function markOf(ratio: number): string {
  return ratio >= 1 ? 'c' : ratio >= 0.5 ? 'w' : 'o';
}

function featureEvaluation(feature: string, ratio: number): FeatureEvaluation {
  const verdict = ratio >= 1 ? 'critical' : ratio >= 0.5 ? 'warning' : 'ok';
  const reading = (value: number, warn: number, critical: number): MetricReading => ({
    state: 'measured',
    value,
    bound: 0.004,
    warn,
    critical,
    verdict,
  });
  return {
    feature,
    kind: /kind|country/u.test(feature) ? 'categorical' : 'numeric',
    n: 11_520,
    missing: 40,
    verdict,
    ratio,
    worstMetric: 'psi',
    metrics: { psi: reading(ratio * 0.2, 0.1, 0.2), jensenShannon: reading(ratio * 0.09, 0.1, 0.2) },
  };
}

const url = process.env['DATABASE_URL'];
if (import.meta.main && url !== undefined) {
  const db = openDb({ connectionString: url });
  await seedSample(db, Date.now());
  await db.$disconnect();
}
