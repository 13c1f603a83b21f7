import type { MetricId } from '../verdict/evaluation.ts';
import { jensenShannonMetric } from './jensen-shannon.ts';
import { kolmogorovSmirnovMetric } from './kolmogorov-smirnov.ts';
import { meanShiftMetric } from './mean-shift.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { missingRateMetric } from './missing-rate.ts';
import { newCategoryRateMetric } from './new-category-rate.ts';
import { populationStabilityIndexMetric } from './population-stability-index.ts';

/** Every metric by id, in the order in which pages list them. A new one is a file and a line here. */
export const METRICS = {
  psi: populationStabilityIndexMetric,
  jensenShannon: jensenShannonMetric,
  kolmogorovSmirnov: kolmogorovSmirnovMetric,
  meanShift: meanShiftMetric,
  missingRate: missingRateMetric,
  newCategoryRate: newCategoryRateMetric,
} as const satisfies Record<MetricId, MetricDefinition>;
