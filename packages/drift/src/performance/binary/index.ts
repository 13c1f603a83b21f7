import type { BinaryMetric } from './binary-input.ts';
import {
  accuracyMetric,
  balancedAccuracyMetric,
  cohenKappaMetric,
  f1Metric,
  falseNegativesMetric,
  falsePositivesMetric,
  matthewsMetric,
  precisionMetric,
  recallMetric,
  specificityMetric,
  trueNegativesMetric,
  truePositivesMetric,
} from './confusion-metrics.ts';
import { brierMetric, eceMetric, logLossMetric, mceMetric } from './probability-metrics.ts';
import { averagePrecisionMetric, ksScoreMetric, rocAucMetric } from './ranking-metrics.ts';

/** Every metric of a binary model by id, in the order in which they are listed. */
export const BINARY_METRICS = {
  rocAuc: rocAucMetric,
  averagePrecision: averagePrecisionMetric,
  accuracy: accuracyMetric,
  precision: precisionMetric,
  recall: recallMetric,
  f1: f1Metric,
  logLoss: logLossMetric,
  brier: brierMetric,
  ece: eceMetric,
  tp: truePositivesMetric,
  fp: falsePositivesMetric,
  tn: trueNegativesMetric,
  fn: falseNegativesMetric,
  specificity: specificityMetric,
  balancedAccuracy: balancedAccuracyMetric,
  mcc: matthewsMetric,
  cohenKappa: cohenKappaMetric,
  mce: mceMetric,
  ksScore: ksScoreMetric,
} as const satisfies Record<string, BinaryMetric>;

export type BinaryMetricId = keyof typeof BINARY_METRICS;
