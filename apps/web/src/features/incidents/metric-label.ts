const LABELS: Record<string, string> = {
  psi: 'PSI',
  jensenShannon: 'JS',
  kolmogorovSmirnov: 'KS',
  meanShift: 'Mean shift, σ',
  missingRate: 'Missing',
  newCategoryRate: 'New category',
  errorRate: 'Errors',
  slowShare: 'Slow answers',
  burnRate: 'Burn rate',
};

/** The short name of a metric on a page; an unknown id stands for itself. */
export function metricLabel(id: string): string {
  return LABELS[id] ?? id;
}
