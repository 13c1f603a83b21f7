import { decodeQualityPane, mergeQualityPanes, rocAuc } from '@leeway/drift';
import type { QualityEstimate } from '@leeway/response';
import type { Tx } from '@leeway/store';

const MAX_PANES = 5_000;

/** Realised ROC AUC of the predictions made in [fromMs, toMs), as far as their labels came. */
export async function qualityBetween(
  tx: Tx,
  input: { modelId: string; fromMs: number; toMs: number },
): Promise<QualityEstimate | null> {
  const rows = await tx.qualityPane.findMany({
    where: { modelId: input.modelId, startAt: { gte: new Date(input.fromMs), lt: new Date(input.toMs) } },
    select: { n: true, counts: true },
    orderBy: { startAt: 'desc' },
    take: MAX_PANES,
  });
  if (rows.length === 0) return null;
  const reading = rocAuc(mergeQualityPanes(...rows.map(({ counts }) => decodeQualityPane(counts))));
  if (reading.state !== 'measured') return null;
  return { rocAuc: reading.value, halfWidth: reading.halfWidth, n: reading.positives + reading.negatives };
}
