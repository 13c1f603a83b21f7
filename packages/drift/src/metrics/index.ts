import type { MetricId, RuleMetricId } from '../verdict/evaluation.ts';
import { chiSquareMetric } from './chi-square.ts';
import { energyDistanceMetric } from './energy-distance.ts';
import { gTestMetric } from './g-test.ts';
import { hellingerMetric } from './hellinger.ts';
import { jensenShannonMetric } from './jensen-shannon.ts';
import { kolmogorovSmirnovMetric } from './kolmogorov-smirnov.ts';
import { kullbackLeiblerMetric } from './kullback-leibler.ts';
import { lInfinityMetric } from './l-infinity.ts';
import { meanShiftMetric } from './mean-shift.ts';
import type { MetricDefinition, RuleMetricDefinition } from './metric-definition.ts';
import { missingRateMetric } from './missing-rate.ts';
import { newCategoryRateMetric } from './new-category-rate.ts';
import { outOfRangeRateMetric } from './out-of-range-rate.ts';
import { populationStabilityIndexMetric } from './population-stability-index.ts';
import { totalVariationMetric } from './total-variation.ts';
import { twoProportionZMetric } from './two-proportion-z.ts';
import { varianceRatioMetric } from './variance-ratio.ts';
import { wassersteinMetric, wassersteinNormalizedMetric } from './wasserstein.ts';

/** Every metric by id, in the order in which pages list them. A new one is a file and a line here. */
export const METRICS = {
  psi: populationStabilityIndexMetric,
  kl: kullbackLeiblerMetric,
  jensenShannon: jensenShannonMetric,
  hellinger: hellingerMetric,
  totalVariation: totalVariationMetric,
  lInfinity: lInfinityMetric,
  chiSquare: chiSquareMetric,
  gTest: gTestMetric,
  kolmogorovSmirnov: kolmogorovSmirnovMetric,
  wasserstein: wassersteinMetric,
  wassersteinNormalized: wassersteinNormalizedMetric,
  energyDistance: energyDistanceMetric,
  meanShift: meanShiftMetric,
  varianceRatio: varianceRatioMetric,
  twoProportionZ: twoProportionZMetric,
  missingRate: missingRateMetric,
  newCategoryRate: newCategoryRateMetric,
  outOfRangeRate: outOfRangeRateMetric,
} as const satisfies Record<MetricId, MetricDefinition> & Record<RuleMetricId, RuleMetricDefinition>;
