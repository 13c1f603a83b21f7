import {
  binaryPerformance,
  estimateStandardError,
  rocAuc,
  type CellEstimates,
  type Confusion,
  type QualityPane,
} from '@leeway/drift';
import { binaryInput } from './binary-input.ts';
import {
  ESTIMATED_QUALITY_IDS,
  QUALITY_METRIC_IDS,
  type EstimatedQualityId,
  type QualityMetricId,
  type QualityValue,
} from './get-quality-views.ts';

const Z_95 = 1.959963984540054;
/** What `trackRecord` allows an estimate: three sampling errors. */
const Z_ESTIMATE = 3;

export type RealisedReading = {
  values: Record<QualityMetricId, QualityValue | null>;
  confusion: Confusion | null;
  threshold: number | null;
};

/** Labelled answers at the threshold; the model's own answers where predictions carried no score. */
export function realisedReading(pane: QualityPane, threshold: number): RealisedReading {
  const input = binaryInput(pane, threshold);
  const { confusion } = input;
  const performance = binaryPerformance(input);
  const entries = QUALITY_METRIC_IDS.map((id) => {
    const reading = performance[id];
    if (reading.state === 'undefined') return [id, null];
    const half = id === 'rocAuc' ? halfWidthOf(pane) : Z_95 * shareError(id, reading.value, confusion);
    return [id, around(id, reading.value, half + reading.bound)];
  });
  const n = confusion.tp + confusion.fp + confusion.tn + confusion.fn;
  return {
    values: Object.fromEntries(entries) as Record<QualityMetricId, QualityValue | null>,
    confusion: n === 0 ? null : confusion,
    threshold: input.table === null ? null : threshold,
  };
}

function halfWidthOf(pane: QualityPane): number {
  const reading = rocAuc(pane);
  return reading.state === 'measured' ? reading.halfWidth : 0;
}

/**
 * Sampling error of a share, √(v(1 − v)/m) with m the answers it is a share of (for F1 the pairs tp + (fp + fn)/2).
 * 0 for m = 0 and for metrics that are no shares.
 */
function shareError(id: QualityMetricId, value: number, { tp, fp, tn, fn }: Confusion): number {
  const of = { accuracy: tp + fp + tn + fn, precision: tp + fp, recall: tp + fn, f1: tp + (fp + fn) / 2 };
  const m = id in of ? of[id as keyof typeof of] : 0;
  return m <= 0 ? 0 : Math.sqrt((value * (1 - value)) / m);
}

function around(id: QualityMetricId, value: number, half: number): QualityValue {
  return { value, low: Math.max(0, value - half), high: id === 'logLoss' ? value + half : Math.min(1, value + half) };
}

/**
 * Estimates ± three sampling errors of what they are compared with: `labelled` answers where labels came, else all
 * scores. The error is what truth, the mix of scores and the reference's labels leave open.
 */
export function estimatedReading(
  estimates: CellEstimates,
  labelled: number,
): Record<EstimatedQualityId, QualityValue | null> {
  const entries = ESTIMATED_QUALITY_IDS.map((id) => {
    if (estimates.state === 'undefined') return [id, null];
    const [reading, errors] = [estimates.metrics[id], estimates.errors[id]];
    if (reading.state === 'undefined' || errors === null) return [id, null];
    const error = estimateStandardError(errors, estimates.n, labelled);
    return [id, around(id, reading.value, Z_ESTIMATE * error + reading.bound)];
  });
  return Object.fromEntries(entries) as Record<EstimatedQualityId, QualityValue | null>;
}
