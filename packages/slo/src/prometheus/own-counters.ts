import type { PrometheusIndicator } from './prometheus-slo.ts';
import { promqlString } from './promql.ts';

/** What the worker shows a Prometheus of each SLO: labels slo, model, and outcome good, bad or unknown. */
export const SLO_EVENTS_METRIC = 'leeway_slo_events_total';

/** An SLO that Leeway counts, as a Prometheus that scrapes its workers sees it. */
export function ownCounters(sloId: string): PrometheusIndicator {
  const of = (outcome: string) => `${SLO_EVENTS_METRIC}{slo=${promqlString(sloId)},outcome${outcome}}`;
  return { kind: 'ratio', part: 'bad', query: of('="bad"'), total: of('=~"good|bad"'), isCounter: true };
}
