import {
  addQualityPane,
  answeredAccuracy,
  createQualityPane,
  decodeQualityPane,
  labelledTotals,
  positiveRate,
} from '@leeway/drift';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { countPendingLabels } from './count-pending-labels.ts';
import type { QualitySeries } from './model-views.ts';
import type { ModelRangeInput } from './range-input.ts';
import { readRocAuc } from './recent-quality.ts';
import { requireModel } from './require-model.ts';
import { roundStepMs } from './time-steps.ts';

const MAX_POINTS = 48;
const ReferenceQuality = z.object({ quality: z.object({ rocAuc: z.number() }) });

/** Realised performance over a stretch, as far as labels have come. */
export async function getQuality({ ctx, input }: { ctx: Ctx; input: ModelRangeInput }): Promise<QualitySeries> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const model = await requireModel(db, input.modelId);
  const stepMs = roundStepMs(input.toMs - input.fromMs, MAX_POINTS, model.paneMs);
  const rows = await db.qualityPane.findMany({
    where: { modelId: model.id, startAt: { gte: new Date(input.fromMs), lt: new Date(input.toMs) } },
    orderBy: { startAt: 'asc' },
    select: { startAt: true, counts: true },
  });
  const points = [...Map.groupBy(rows, ({ startAt }) => Math.floor(startAt.getTime() / stepMs) * stepMs)].map(
    ([startMs, panes]) => {
      const sum = createQualityPane();
      for (const { counts } of panes) addQualityPane(sum, decodeQualityPane(counts));
      const auc = readRocAuc(sum);
      const accuracy = answeredAccuracy(sum);
      const rate = positiveRate(sum);
      const { positives, negatives } = labelledTotals(sum);
      return {
        startMs,
        endMs: startMs + stepMs,
        n: positives + negatives,
        rocAuc: auc?.value ?? null,
        halfWidth: auc?.halfWidth ?? null,
        accuracy: accuracy.state === 'measured' ? accuracy.value : null,
        positiveRate: rate.state === 'measured' ? rate.value : 0,
      };
    },
  );
  const reference = await db.reference.findUnique({
    where: { id: model.activeReferenceId ?? '' },
    select: { provenance: true },
  });
  const quality = ReferenceQuality.safeParse(reference?.provenance);
  return {
    points,
    referenceRocAuc: quality.success ? quality.data.quality.rocAuc : null,
    pendingLabels: await countPendingLabels(db, model.id),
    labelDelayMs: model.labelDelayMs,
  };
}
