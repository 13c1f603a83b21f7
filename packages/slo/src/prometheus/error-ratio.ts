import type { PrometheusIndicator } from './prometheus-slo.ts';
import { isPerSecond } from './promql-reading.ts';
import { countOver, meanOver, promqlDuration, promqlNumber } from './promql.ts';

const INVERSE = { lt: '>=', lte: '>', gt: '<=', gte: '<' } as const;

/**
 * Share of bad ones over a window, from counts. Nothing in total yields no sample (not NaN, which would stay in every
 * mean), and a series that does not exist yet counts as 0.
 */
export function errorRatio(indicator: PrometheusIndicator, minutes: number): string {
  switch (indicator.kind) {
    case 'ratio': {
      const total = `sum(${countOver(indicator.total, minutes, indicator.isCounter)})`;
      const part = `(sum(${countOver(indicator.query, minutes, indicator.isCounter)}) or vector(0))`;
      const bad = indicator.part === 'bad' ? part : `clamp_min(${total} - ${part}, 0)`;
      return `${bad} / (${total} > 0)`;
    }
    case 'raw': {
      const mean = meanOver(indicator.query, minutes);
      return indicator.share === 'bad' ? mean : `1 - ${mean}`;
    }
    case 'threshold':
      return `avg_over_time((${badNow(indicator)})[${promqlDuration(minutes)}:1m])`;
  }
}

/** How many bad ones a window holds; null where only shares are known. */
export function badCount(indicator: PrometheusIndicator, minutes: number): string | null {
  if (indicator.kind !== 'ratio') return null;
  const count = (query: string) => {
    const sum = `sum(${countOver(query, minutes, indicator.isCounter)})`;
    return isPerSecond(query) ? `${sum} * ${minutes * 60}` : sum;
  };
  const part = count(indicator.query);
  return indicator.part === 'bad' ? part : `${count(indicator.total)} - (${part} or vector(0))`;
}

/** 1 while the threshold is missed, else 0; of several series the worst. */
function badNow({ query, op, value }: Extract<PrometheusIndicator, { kind: 'threshold' }>): string {
  return `max((${query.trim()}) ${INVERSE[op]} bool ${promqlNumber(value)})`;
}

/** 1 for a slice that is bad as a whole, else 0. */
export function sliceIsBad(indicator: PrometheusIndicator, minutes: number, goodShare: number): string {
  if (indicator.kind === 'threshold' && minutes === 1) return badNow(indicator);
  return `(${errorRatio(indicator, minutes)}) > bool ${promqlNumber(1 - goodShare)}`;
}
