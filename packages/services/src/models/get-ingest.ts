import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import type { IngestView } from './model-views.ts';
import type { ModelRangeInput } from './range-input.ts';
import { requireModel } from './require-model.ts';

const MAX_GAPS = 50;

/** How a model's topics were read over a stretch: what was counted, what was not, and where the reader stands. */
export async function getIngest({ ctx, input }: { ctx: Ctx; input: ModelRangeInput }): Promise<IngestView> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const model = await requireModel(db, input.modelId);
  const topics = [model.predictionTopic, ...(model.labelTopic === null ? [] : [model.labelTopic])];
  const range = { gte: new Date(input.fromMs), lt: new Date(input.toMs) };
  const [own, unread, gaps, partitions] = await Promise.all([
    db.ingestCounter.aggregate({
      where: { modelId: model.id, minuteAt: range },
      _sum: { events: true, labels: true, late: true },
    }),
    // A message that cannot be read belongs to no model, but it came by one of these topics.
    db.ingestCounter.aggregate({ where: { topic: { in: topics }, minuteAt: range }, _sum: { deadLettered: true } }),
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
    events: own._sum.events ?? 0,
    labels: own._sum.labels ?? 0,
    late: own._sum.late ?? 0,
    deadLettered: unread._sum.deadLettered ?? 0,
    gaps: gaps.map(({ topic, partition, fromOffset, toOffset, reason, detectedAt }) => ({
      topic,
      partition,
      fromOffset: String(fromOffset),
      toOffset: String(toOffset),
      reason,
      detectedAtMs: detectedAt.getTime(),
    })),
    partitions: partitions.map(({ topic, partition, nextOffset, watermarkMs, lag, updatedAt }) => ({
      topic,
      partition,
      nextOffset: String(nextOffset),
      watermarkMs: Number(watermarkMs),
      lag: Number(lag),
      updatedAtMs: updatedAt.getTime(),
    })),
  };
}
