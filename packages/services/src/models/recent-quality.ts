import { decodeQualityPane, mergeQualityPanes, rocAuc, type QualityPane, type RocAucReading } from '@leeway/drift';
import type { Db } from '@leeway/store';
import type { QualityReading } from './model-views.ts';

const RECENT_PANES = 60;
/** Of each class: below, an AUC swings too much to be shown, and 0 or 1 would look certain. */
const MIN_OF_CLASS = 10;

/** The AUC if there are enough labels of both classes to speak of one. */
export function readRocAuc(pane: QualityPane): Extract<RocAucReading, { state: 'measured' }> | null {
  const reading = rocAuc(pane);
  if (reading.state === 'undefined' || Math.min(reading.positives, reading.negatives) < MIN_OF_CLASS) return null;
  return reading;
}

/** Realised AUC over the newest 60 panes that have labels. */
export async function recentQuality(db: Db, modelId: string): Promise<QualityReading | null> {
  const rows = await db.qualityPane.findMany({
    where: { modelId },
    orderBy: { startAt: 'desc' },
    take: RECENT_PANES,
    select: { startAt: true, counts: true },
  });
  const newest = rows[0];
  if (newest === undefined) return null;
  const reading = readRocAuc(mergeQualityPanes(...rows.map(({ counts }) => decodeQualityPane(counts))));
  if (reading === null) return null;
  return {
    metric: 'rocAuc',
    value: reading.value,
    halfWidth: reading.halfWidth,
    n: reading.positives + reading.negatives,
    toMs: newest.startAt.getTime(),
  };
}
