const LABELS: Record<string, string> = {
  psi: 'PSI',
  jensenShannon: 'JS',
  kolmogorovSmirnov: 'KS',
  meanShift: 'Mean shift, σ',
  missingRate: 'Missing',
  newCategoryRate: 'New category',
  maximumMeanDiscrepancy: 'MMD',
  reconstructionError: 'Reconstruction error',
  'alarm-shape': 'Shape',
  'alarm-location': 'Location, σ',
  'alarm-spread': 'Spread, σ',
  'alarm-null': 'Missing, change',
  'alarm-new': 'New values, change',
  'alarm-tail': 'Extremes, change',
  'alarm-cell': 'One value, change',
  errorRate: 'Errors',
  slowShare: 'Slow answers',
  burnRate: 'Burn rate',
};

/** The short name of a metric on a page; an unknown id stands for itself. */
export function metricLabel(id: string): string {
  return LABELS[id] ?? id;
}
