import {
  multiclassAccuracyMetric,
  multiclassBalancedAccuracyMetric,
  multiclassKappaMetric,
  multiclassMatthewsMetric,
} from './agreement-metrics.ts';
import { averaged } from './averages.ts';
import type { MulticlassMetric } from './multiclass-input.ts';
import { multiclassLogLossMetric, multiclassRocAuc } from './probability-metrics.ts';

/** Every metric of a model of several classes by id, in the order in which they are listed. */
export const MULTICLASS_METRICS = {
  accuracy: multiclassAccuracyMetric,
  balancedAccuracy: multiclassBalancedAccuracyMetric,
  precisionMacro: averaged('precision', 'macro', 'precisionMacro'),
  recallMacro: averaged('recall', 'macro', 'recallMacro'),
  f1Macro: averaged('f1', 'macro', 'f1Macro'),
  precisionWeighted: averaged('precision', 'weighted', 'precisionWeighted'),
  recallWeighted: averaged('recall', 'weighted', 'recallWeighted'),
  f1Weighted: averaged('f1', 'weighted', 'f1Weighted'),
  mcc: multiclassMatthewsMetric,
  cohenKappa: multiclassKappaMetric,
  logLoss: multiclassLogLossMetric,
  rocAucOvrMacro: multiclassRocAuc('rocAucOvrMacro', 'ovr', 'macro'),
  rocAucOvrWeighted: multiclassRocAuc('rocAucOvrWeighted', 'ovr', 'weighted'),
  rocAucOvoMacro: multiclassRocAuc('rocAucOvoMacro', 'ovo', 'macro'),
  rocAucOvoWeighted: multiclassRocAuc('rocAucOvoWeighted', 'ovo', 'weighted'),
} as const satisfies Record<string, MulticlassMetric>;

export type MulticlassMetricId = keyof typeof MULTICLASS_METRICS;
