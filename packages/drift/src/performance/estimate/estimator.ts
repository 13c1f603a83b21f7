import { confusionOf } from '../binary/confusion.ts';
import { calibrate, fitIsotonic, type CalibrationCurve } from '../calibration/isotonic.ts';
import { scoreTableOf } from '../score-table.ts';
import type { AnsweredScores } from './answered-scores.ts';
import { ESTIMATED_METRIC_IDS, estimateMetrics, type EstimatedMetricId } from './estimated-metrics.ts';
import { needsCalibration, type CalibrationDecision } from './needs-calibration.ts';
import { rankingDeviation } from './ranking-deviation.ts';
import { deviationsOf, type Deviations } from './sampling-errors.ts';

/** Labelled rows of a reference, in their order; `answers` where the model gave its own. */
export type LabelledRows = { scores: Float64Array; labels: Uint8Array; answers: Uint8Array };

export type CalibrateChoice = 'always' | 'never' | 'auto';

/** What is needed to estimate performance without labels. */
export type PerformanceEstimator = {
  /** Null where raw scores are taken as probabilities. */
  curve: CalibrationCurve | null;
  decision: CalibrationDecision;
  deviations: Deviations;
};

export type Estimate =
  | { state: 'estimated'; value: number; lower: number | null; upper: number | null; samplingError: number | null }
  | { state: 'undefined'; reason: string };

const ERRORS = 3;
const COUNTS: ReadonlySet<EstimatedMetricId> = new Set(['tp', 'fp', 'tn', 'fn']);

/** Learns calibration and sampling errors from a labelled reference. */
export function fitEstimator(
  { scores, labels, answers }: LabelledRows,
  choice: CalibrateChoice = 'auto',
): PerformanceEstimator {
  const table = scoreTableOf(scores, labels);
  const decision =
    choice === 'auto'
      ? needsCalibration(scores, labels)
      : { needed: choice === 'always', reason: `asked for: ${choice}`, before: null, after: null };
  return {
    curve: decision.needed ? fitIsotonic(table) : null,
    decision,
    deviations: deviationsOf(table, confusionOf(labels, answers), rankingDeviation(scores, labels)),
  };
}

/** Sampling error of a metric over n rows: std/√(n·fraction), for counts std·√n. */
function samplingError(deviations: Deviations, id: EstimatedMetricId, n: number): number | null {
  const deviation = deviations[id];
  if (deviation === null) return null;
  return COUNTS.has(id) ? deviation.std * Math.sqrt(n) : deviation.std / Math.sqrt(n * deviation.fraction);
}

function upperLimit(id: EstimatedMetricId): number {
  return COUNTS.has(id) || id === 'logLoss' ? Infinity : 1;
}

/**
 * Every estimable metric of rows without labels, ± 3 sampling errors, clipped to where the metric can lie. Undefined
 * where it cannot be estimated; without bounds where the reference cannot tell its sampling error.
 */
export function estimatePerformance(
  { curve, deviations }: PerformanceEstimator,
  answers: AnsweredScores,
): Record<EstimatedMetricId, Estimate> {
  let n = 0;
  for (let cell = 0; cell < answers.scores.length; cell += 1)
    n += (answers.answeredPositive[cell] ?? 0) + (answers.answeredNegative[cell] ?? 0);
  const readings = estimateMetrics(answers, (score) => (curve === null ? score : calibrate(curve, score)));
  const entries = ESTIMATED_METRIC_IDS.map((id): [EstimatedMetricId, Estimate] => {
    const reading = readings[id];
    if (reading.state === 'undefined') return [id, reading];
    const { value } = reading;
    const error = samplingError(deviations, id, n);
    if (error === null) return [id, { state: 'estimated', value, lower: null, upper: null, samplingError: null }];
    const lower = Math.max(0, value - ERRORS * error);
    const upper = Math.min(upperLimit(id), value + ERRORS * error);
    return [id, { state: 'estimated', value, lower, upper, samplingError: error }];
  });
  return Object.fromEntries(entries) as Record<EstimatedMetricId, Estimate>;
}
