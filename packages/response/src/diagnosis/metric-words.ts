import type { MetricId } from '@leeway/drift';

/** What evidence rows and sentences call a measure, and how its values are written. */
const WORDS: Record<MetricId, { name: string; share: boolean; unit: string }> = {
  psi: { name: 'PSI', share: false, unit: '' },
  kl: { name: 'KL', share: false, unit: '' },
  jensenShannon: { name: 'Jensen–Shannon', share: false, unit: '' },
  hellinger: { name: 'Hellinger', share: false, unit: '' },
  totalVariation: { name: 'total variation', share: false, unit: '' },
  lInfinity: { name: 'L∞', share: false, unit: '' },
  chiSquare: { name: 'chi-square', share: false, unit: '' },
  gTest: { name: 'G', share: false, unit: '' },
  kolmogorovSmirnov: { name: 'KS', share: false, unit: '' },
  wasserstein: { name: 'Wasserstein', share: false, unit: '' },
  wassersteinNormalized: { name: 'Wasserstein', share: false, unit: ' sd' },
  energyDistance: { name: 'energy distance', share: false, unit: '' },
  meanShift: { name: 'mean shift', share: false, unit: ' sd' },
  varianceRatio: { name: 'variance ratio', share: false, unit: '×' },
  twoProportionZ: { name: 'z', share: false, unit: '' },
  missingRate: { name: 'missing', share: true, unit: '' },
  newCategoryRate: { name: 'new categories', share: true, unit: '' },
  outOfRangeRate: { name: 'out of range', share: true, unit: '' },
};
const OTHER_WORDS: Record<string, { name: string; share: boolean; unit: string }> = {
  maximumMeanDiscrepancy: { name: 'MMD', share: false, unit: '' },
  reconstructionError: { name: 'reconstruction error', share: false, unit: '' },
  'alarm-shape': { name: 'shape', share: false, unit: '' },
  'alarm-location': { name: 'location', share: false, unit: ' sd' },
  'alarm-spread': { name: 'spread', share: false, unit: ' sd' },
  'alarm-null': { name: 'change of missing values', share: true, unit: '' },
  'alarm-new': { name: 'change of new values', share: true, unit: '' },
  'alarm-tail': { name: 'change of extreme values', share: true, unit: '' },
  'alarm-cell': { name: 'change of one value', share: true, unit: '' },
  slowShare: { name: 'slow answers', share: true, unit: '' },
  errorShare: { name: 'failed answers', share: true, unit: '' },
  burnRate: { name: 'burn rate', share: false, unit: '×' },
};

function wordsOf(metric: string): { name: string; share: boolean; unit: string } {
  return WORDS[metric as MetricId] ?? OTHER_WORDS[metric] ?? { name: metric, share: false, unit: '' };
}

export function metricName(metric: string): string {
  return wordsOf(metric).name;
}

/** Three significant digits at most; shares as a percentage. */
export function metricValue(metric: string, value: number): string {
  const { share, unit } = wordsOf(metric);
  const number = share ? value * 100 : value;
  const digits = Number(number.toPrecision(3));
  return share ? `${digits} %` : `${digits}${unit}`;
}
