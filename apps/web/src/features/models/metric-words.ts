import type { AlarmMeasureId, MeasureId, MetricId } from '@leeway/drift';
import { formatFixed } from '../../ui/format/format-number.ts';

type MetricWords = {
  /** In a sentence or beside a number. */
  short: string;
  /** As the head of a row, with the unit that its numbers have. */
  row: string;
  /** From the stored value to the row's unit. */
  scale: number;
  digits: number;
  unit?: string;
};

const index = (short: string): MetricWords => ({ short, row: short, scale: 1, digits: 3 });
const share = (short: string, row: string): MetricWords => ({
  short,
  row: `${row}, %`,
  scale: 100,
  digits: 2,
  unit: '%',
});
const spread = (short: string, row: string): MetricWords => ({
  short,
  row: `${row}, σ`,
  scale: 1,
  digits: 2,
  unit: 'σ',
});

/** Names that are shorter than the registry's, and units. */
const METRICS: Record<MetricId, MetricWords> = {
  psi: index('PSI'),
  kl: index('KL'),
  jensenShannon: index('JS'),
  hellinger: index('Hellinger'),
  totalVariation: index('TV'),
  lInfinity: index('L∞'),
  chiSquare: index('χ²'),
  gTest: index('G'),
  kolmogorovSmirnov: index('KS'),
  wasserstein: index('W1'),
  wassersteinNormalized: spread('W1', 'W1'),
  energyDistance: index('Energy'),
  meanShift: spread('mean shift', 'Mean shift'),
  varianceRatio: { short: 'variance ratio', row: 'Variance ratio', scale: 1, digits: 2 },
  twoProportionZ: { short: 'z', row: 'z of shares', scale: 1, digits: 2 },
  missingRate: share('missing', 'Missing'),
  newCategoryRate: share('new values', 'New values'),
  outOfRangeRate: share('out of range', 'Out of range'),
};

/** Views of the learnt rule: their effect, with nothing that chance would make. */
const VIEWS: Record<AlarmMeasureId, MetricWords> = {
  'alarm-shape': index('shape'),
  'alarm-location': spread('location', 'Location'),
  'alarm-spread': spread('spread', 'Spread'),
  'alarm-null': share('missing', 'Missing, change'),
  'alarm-new': share('new values', 'New values, change'),
  'alarm-tail': share('extremes', 'Extremes, change'),
  'alarm-cell': share('one value', 'One value, change'),
};

const WORDS: Record<MeasureId, MetricWords> = {
  ...METRICS,
  ...VIEWS,
  maximumMeanDiscrepancy: index('MMD'),
  reconstructionError: index('reconstruction error'),
};

/** In the order in which tables show them. */
export const METRIC_ORDER = Object.keys(METRICS) as MetricId[];

export function metricWords(id: MeasureId): MetricWords {
  return WORDS[id];
}

/** A stored value in the unit of its row, without the unit. Large statistics lose digits, not meaning. */
export function metricNumber(id: MeasureId, value: number): string {
  const { scale, digits } = metricWords(id);
  const scaled = value * scale;
  return Math.abs(scaled) >= 1_000 ? String(Number(scaled.toPrecision(4))) : formatFixed(scaled, digits);
}

/** A threshold with no more digits than it needs: 0.2, 1, 5. */
export function thresholdNumber(id: MeasureId, value: number): string {
  return String(Number((value * metricWords(id).scale).toPrecision(3)));
}

function withUnit(id: MeasureId, number: string): string {
  const { unit } = metricWords(id);
  return unit === undefined ? number : `${number}\u00a0${unit}`;
}

/** A value with its unit, for sentences: 0.412, 0.37 σ, 40.10 %. */
export function metricText(id: MeasureId, value: number): string {
  return withUnit(id, metricNumber(id, value));
}

/** A threshold with its unit: 0.2, 1 σ, 5 %. */
export function thresholdText(id: MeasureId, value: number): string {
  return withUnit(id, thresholdNumber(id, value));
}
