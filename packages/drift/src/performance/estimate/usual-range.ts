import { confusionOf } from '../binary/confusion.ts';
import { BINARY_METRICS } from '../binary/index.ts';
import { scoreTableOf } from '../score-table.ts';
import { alertThresholds, type AlertThresholds } from './alert-thresholds.ts';
import type { EstimatedMetricId } from './estimated-metrics.ts';
import type { LabelledRows } from './estimator.ts';

/** Metrics that NannyML leaves out of a chunk in which all labels, or all answers, are alike. */
const NEEDS_BOTH: ReadonlySet<EstimatedMetricId> = new Set(['precision', 'recall', 'f1']);

/** Metrics with alert thresholds, and the highest value they can have. */
const LIMITS = {
  rocAuc: 1,
  averagePrecision: 1,
  accuracy: 1,
  precision: 1,
  recall: 1,
  f1: 1,
  specificity: 1,
  tp: Infinity,
  fp: Infinity,
  tn: Infinity,
  fn: Infinity,
} as const satisfies Partial<Record<EstimatedMetricId, number>>;

export type ThresholdMetricId = keyof typeof LIMITS;

/** Realised metrics of one chunk by NannyML's conventions: null where that leaves a chunk out. */
function realisedOf({ scores, labels, answers }: LabelledRows): Record<ThresholdMetricId, number | null> {
  const confusion = confusionOf(labels, answers);
  const table = scoreTableOf(scores, labels);
  const { tp, fp, tn, fn } = confusion;
  const isMixed = tp + fn > 0 && fp + tn > 0 && tp + fp > 0 && tn + fn > 0;
  const entries = (Object.keys(LIMITS) as ThresholdMetricId[]).map((id) => {
    const reading = BINARY_METRICS[id].read({ table, confusion });
    const isLeftOut = (NEEDS_BOTH.has(id) && !isMixed) || (id === 'averagePrecision' && tp + fn === 0);
    return [id, reading.state === 'undefined' || isLeftOut ? null : reading.value];
  });
  return Object.fromEntries(entries) as Record<ThresholdMetricId, number | null>;
}

/** Alert thresholds of each metric from chunks of `chunkRows` rows of the reference, the last of what is left. */
export function usualRanges(rows: LabelledRows, chunkRows: number): Record<ThresholdMetricId, AlertThresholds> {
  const chunks: Record<ThresholdMetricId, number | null>[] = [];
  for (let start = 0; start < rows.labels.length; start += chunkRows)
    chunks.push(
      realisedOf({
        scores: rows.scores.subarray(start, start + chunkRows),
        labels: rows.labels.subarray(start, start + chunkRows),
        answers: rows.answers.subarray(start, start + chunkRows),
      }),
    );
  const entries = Object.entries(LIMITS).map(([id, limit]) => [
    id,
    alertThresholds(
      chunks.map((chunk) => chunk[id as ThresholdMetricId]),
      limit,
    ),
  ]);
  return Object.fromEntries(entries) as Record<ThresholdMetricId, AlertThresholds>;
}
