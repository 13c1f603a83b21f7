import { BINARY_METRICS } from '../binary/index.ts';
import type { PerformanceReading } from '../performance-metric.ts';
import type { AnsweredScores } from './answered-scores.ts';
import { expectedConfusion, type Calibration } from './expected-confusion.ts';
import { expectedBrier, expectedCalibrationError, expectedLogLoss } from './expected-losses.ts';
import { expectedAveragePrecision, expectedRocAuc } from './expected-ranking.ts';

/** Metrics that can be estimated without labels. */
export const ESTIMATED_METRIC_IDS = [
  'rocAuc',
  'averagePrecision',
  'accuracy',
  'precision',
  'recall',
  'f1',
  'specificity',
  'logLoss',
  'brier',
  'ece',
  'tp',
  'fp',
  'tn',
  'fn',
] as const;

export type EstimatedMetricId = (typeof ESTIMATED_METRIC_IDS)[number];

const FROM_CONFUSION = ['accuracy', 'precision', 'recall', 'f1', 'specificity', 'tp', 'fp', 'tn', 'fn'] as const;

/**
 * Confidence-based performance estimation (CBPE): each metric with every label replaced by its calibrated probability.
 * Source: Białek et al., arXiv 2407.08649; NannyML 0.13. Right while the calibration holds: it knows of covariate
 * shift, and is blind to a change of the relation between features and truth (concept drift).
 */
export function estimateMetrics(
  answers: AnsweredScores,
  calibration: Calibration,
): Record<EstimatedMetricId, PerformanceReading> {
  const confusion = expectedConfusion(answers, calibration);
  const counted = Object.fromEntries(
    FROM_CONFUSION.map((id) => [id, BINARY_METRICS[id].read({ table: null, confusion })]),
  ) as Record<(typeof FROM_CONFUSION)[number], PerformanceReading>;
  return {
    ...counted,
    rocAuc: expectedRocAuc(answers, calibration),
    averagePrecision: expectedAveragePrecision(answers, calibration),
    logLoss: expectedLogLoss(answers, calibration),
    brier: expectedBrier(answers, calibration),
    ece: expectedCalibrationError(answers, calibration),
  };
}
