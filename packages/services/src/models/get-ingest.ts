import { loadFeatureObservations, loadIngestTotals, MAX_OBSERVED_FEATURES } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import type { IngestView } from './model-views.ts';
import type { ModelRangeInput } from './range-input.ts';
import { requireModel } from './require-model.ts';

const MAX_GAPS = 50;

/**
 * How a model's topics were read over a stretch: what was counted, what was not and why, and where the reader stands.
 * What events held that the reference does not expect is told of all time.
 */
export async function getIngest({ ctx, input }: { ctx: Ctx; input: ModelRangeInput }): Promise<IngestView> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const model = await requireModel(db, input.modelId);
  const topics = [model.predictionTopic, ...(model.labelTopic === null ? [] : [model.labelTopic])];
  const range = { gte: new Date(input.fromMs), lt: new Date(input.toMs) };
  const [totals, observations, gaps, partitions] = await Promise.all([
    loadIngestTotals(db, { modelId: model.id, topics, fromMs: input.fromMs, toMs: input.toMs }),
    loadFeatureObservations(db, model.id),
    db.dataGap.findMany({
      where: { topic: { in: topics }, detectedAt: range },
      orderBy: { detectedAt: 'desc' },
      take: MAX_GAPS,
    }),
    db.partitionProgress.findMany({
      where: { topic: { in: topics } },
      orderBy: [{ topic: 'asc' }, { partition: 'asc' }],
    }),
  ]);
  return {
    totals,
    dedupWindowMs: model.dedupWindowMs,
    observations,
    maxObservations: MAX_OBSERVED_FEATURES,
    gaps: gaps.map(({ topic, partition, fromOffset, toOffset, reason, detectedAt }) => ({
      topic,
      partition,
      fromOffset: String(fromOffset),
      toOffset: String(toOffset),
      reason,
      detectedAtMs: detectedAt.getTime(),
    })),
    partitions: partitions.map(({ topic, partition, nextOffset, watermarkMs, lag, waitsFor, updatedAt }) => ({
      topic,
      partition,
      nextOffset: String(nextOffset),
      watermarkMs: Number(watermarkMs),
      lag: Number(lag),
      waitsFor,
      updatedAtMs: updatedAt.getTime(),
    })),
  };
}
