import type { MetricId } from '@leeway/drift';
import { formatFixed } from '../../ui/format/format-number.ts';

type MetricWords = {
  /** In a sentence or beside a number. */
  short: string;
  /** As the head of a row, with the unit that its numbers have. */
  row: string;
  /** From the stored value to the row's unit. */
  scale: number;
  digits: number;
};

const WORDS: Record<MetricId, MetricWords> = {
  psi: { short: 'PSI', row: 'PSI', scale: 1, digits: 3 },
  jensenShannon: { short: 'JS', row: 'JS', scale: 1, digits: 3 },
  kolmogorovSmirnov: { short: 'KS', row: 'KS', scale: 1, digits: 3 },
  meanShift: { short: 'mean shift', row: 'Mean shift, σ', scale: 1, digits: 2 },
  missingRate: { short: 'missing', row: 'Missing, %', scale: 100, digits: 2 },
  newCategoryRate: { short: 'new values', row: 'New values, %', scale: 100, digits: 2 },
};

/** In the order in which tables show them. */
export const METRIC_ORDER = Object.keys(WORDS) as MetricId[];

export function metricWords(id: MetricId): MetricWords {
  return WORDS[id];
}

/** A stored value in the unit of its row, without the unit. */
export function metricNumber(id: MetricId, value: number): string {
  const { scale, digits } = WORDS[id];
  return formatFixed(value * scale, digits);
}

/** A threshold with no more digits than it needs: 0.2, 1, 5. */
export function thresholdNumber(id: MetricId, value: number): string {
  return String(Number((value * WORDS[id].scale).toPrecision(3)));
}

function withUnit(id: MetricId, number: string): string {
  if (WORDS[id].scale === 100) return `${number}\u00a0%`;
  return id === 'meanShift' ? `${number}\u00a0σ` : number;
}

/** A value with its unit, for sentences: 0.412, 0.37 σ, 40.10 %. */
export function metricText(id: MetricId, value: number): string {
  return withUnit(id, metricNumber(id, value));
}

/** A threshold with its unit: 0.2, 1 σ, 5 %. */
export function thresholdText(id: MetricId, value: number): string {
  return withUnit(id, thresholdNumber(id, value));
}
