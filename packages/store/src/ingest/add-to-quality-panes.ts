import { countLabelled, createQualityPane, decodeQualityPane, encodeQualityPane, labelledTotals } from '@leeway/drift';
import type { Tx } from '../client.ts';
import { pairsByPane, type LabelledPair } from './labelled-pair.ts';

export type BinaryTask = { kind: 'binary'; positiveClass: string };

export async function addToQualityPanes(
  tx: Tx,
  { modelId, task, paneMs }: { modelId: string; task: BinaryTask; paneMs: number },
  joined: readonly LabelledPair[],
): Promise<void> {
  for (const { startAt, version, pairs } of pairsByPane(joined, paneMs)) {
    const where = { modelId, startAt, version };
    const stored = await tx.qualityPane.findUnique({ where: { modelId_startAt_version: where } });
    const pane = stored === null ? createQualityPane() : decodeQualityPane(stored.counts);
    for (const { score, predicted, label } of pairs)
      countLabelled(pane, {
        score,
        positive: label === task.positiveClass,
        predictedPositive: predicted === null ? null : predicted === task.positiveClass,
      });
    const { positives, negatives } = labelledTotals(pane);
    const data = { n: positives + negatives, counts: Buffer.from(encodeQualityPane(pane)), updatedAt: new Date() };
    await tx.qualityPane.upsert({
      where: { modelId_startAt_version: where },
      create: { ...where, ...data },
      update: data,
    });
  }
}
