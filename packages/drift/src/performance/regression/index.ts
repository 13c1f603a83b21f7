import { measured, undefinedBecause, type PerformanceMetric, type PerformanceReading } from '../performance-metric.ts';
import type { RegressionSummary } from './regression-summary.ts';

export type RegressionMetric = PerformanceMetric<RegressionSummary>;

const SOURCE = 'as scikit-learn computes it';

type Texts = Pick<RegressionMetric, 'label' | 'unit' | 'formula'>;

function metric(
  id: string,
  texts: Texts,
  read: (summary: RegressionSummary) => PerformanceReading,
  direction: RegressionMetric['direction'] = 'lower',
  range: RegressionMetric['range'] = [0, Infinity],
): RegressionMetric {
  return { id, kind: 'regression', direction, range, source: SOURCE, ...texts, read };
}

/** √ of a reading; the bound is what the root may be off where the square is off by its own. */
function rooted(reading: PerformanceReading): PerformanceReading {
  if (reading.state === 'undefined') return reading;
  const { value, bound } = reading;
  const root = Math.sqrt(value);
  const reach = Math.max(Math.sqrt(value + bound) - root, root - Math.sqrt(Math.max(0, value - bound)));
  return measured(root, reach);
}

/** 1 − part/whole, by convention 1 for nothing of nothing and 0 for something of nothing. */
function explained(part: PerformanceReading, whole: PerformanceReading): PerformanceReading {
  if (part.state === 'undefined') return part;
  if (whole.state === 'undefined') return whole;
  if (whole.value <= whole.bound) {
    if (whole.bound > 0) return undefinedBecause('the actual values vary less than can be told apart');
    if (part.value === 0) return measured(1, 0, '1 by convention: nothing varies');
    return measured(0, 0, '0 by convention: the actual values are all alike');
  }
  const ratio = part.value / whole.value;
  const highest = (part.value + part.bound) / (whole.value - whole.bound);
  const lowest = Math.max(0, part.value - part.bound) / (whole.value + whole.bound);
  return measured(1 - ratio, Math.max(highest - ratio, ratio - lowest));
}

/** Every metric of a regression model by id, in the order in which they are listed. */
export const REGRESSION_METRICS = {
  mae: metric(
    'mae',
    { label: 'Mean absolute error', unit: 'value', formula: 'mean |predicted − actual|' },
    (s) => s.meanAbsolute,
  ),
  mse: metric(
    'mse',
    { label: 'Mean squared error', unit: 'squared value', formula: 'mean (predicted − actual)²' },
    (s) => s.meanSquared,
  ),
  rmse: metric(
    'rmse',
    { label: 'Root mean squared error', unit: 'value', formula: '√ mean (predicted − actual)²' },
    (s) => rooted(s.meanSquared),
  ),
  mape: metric(
    'mape',
    {
      label: 'Mean absolute percentage error',
      unit: 'share',
      formula: 'mean |predicted − actual| ÷ max(|actual|, 2^−52)',
    },
    (s) => s.meanRelative,
  ),
  medianAe: metric(
    'medianAe',
    { label: 'Median absolute error', unit: 'value', formula: 'median |predicted − actual|' },
    (s) => s.medianAbsolute,
  ),
  maxError: metric(
    'maxError',
    { label: 'Largest error', unit: 'value', formula: 'max |predicted − actual|' },
    (s) => s.maxAbsolute,
  ),
  meanError: metric(
    'meanError',
    { label: 'Mean error', unit: 'value', formula: 'mean (predicted − actual)' },
    (s) => s.meanError,
    'none',
    [-Infinity, Infinity],
  ),
  r2: metric(
    'r2',
    { label: 'R²', unit: 'share', formula: '1 − Σ(predicted − actual)² ÷ Σ(actual − mean)²; needs two rows' },
    (s) => (s.n === 1 ? undefinedBecause('needs two rows') : explained(s.meanSquared, s.actualVariance)),
    'higher',
    [-Infinity, 1],
  ),
  explainedVariance: metric(
    'explainedVariance',
    {
      label: 'Explained variance',
      unit: 'share',
      formula: '1 − variance of the errors ÷ variance of the actual values',
    },
    (s) => explained(s.errorVariance, s.actualVariance),
    'higher',
    [-Infinity, 1],
  ),
  msle: metric(
    'msle',
    { label: 'Mean squared log error', unit: 'log value', formula: 'mean (ln(1 + predicted) − ln(1 + actual))²' },
    (s) => s.meanSquaredLog,
  ),
  rmsle: metric(
    'rmsle',
    { label: 'Root mean squared log error', unit: 'log value', formula: '√ of the mean squared log error' },
    (s) => rooted(s.meanSquaredLog),
  ),
} as const satisfies Record<string, RegressionMetric>;

export type RegressionMetricId = keyof typeof REGRESSION_METRICS;
