import {
  countPrometheus,
  MINUTE_MS,
  NO_CARRY,
  readingsOf,
  type AnyPrometheusSli,
  type CountCarry,
  type MinuteRange,
  type PromqlReading,
  type SliMinute,
} from '@leeway/slo';
import type { PrometheusSource, PromSeries } from './prometheus-port.ts';

/** How far before a stretch the last sample of a counter is looked for: a target may have been away so long. */
const BASELINE_MS = 15 * MINUTE_MS;

export type FetchedMinutes = {
  minutes: SliMinute[];
  carry: CountCarry;
  series: { query: number; total: number | null };
  samples: number;
};

/** What an SLI of Prometheus counts in the whole minutes of a range. Throws `PrometheusError`. */
export async function fetchPrometheusMinutes(
  source: PrometheusSource,
  spec: AnyPrometheusSli,
  range: MinuteRange,
  carry: CountCarry = NO_CARRY,
): Promise<FetchedMinutes> {
  const readings = readingsOf(spec);
  const [query, total] = await Promise.all([
    ask(source, readings.query, range),
    readings.total === null ? null : ask(source, readings.total, range),
  ]);
  const counted = countPrometheus(spec, { query, total }, range.fromMs, carry);
  return {
    ...counted,
    series: { query: query.length, total: total?.length ?? null },
    samples: [...query, ...(total ?? [])].reduce((sum, { samples }) => sum + samples.length, 0),
  };
}

function ask(source: PrometheusSource, reading: PromqlReading, range: MinuteRange): Promise<PromSeries[]> {
  const isGrowth = reading.reads === 'growth';
  return source.range({
    expression: reading.expression,
    fromMs: isGrowth ? range.fromMs - BASELINE_MS : range.fromMs + MINUTE_MS,
    toMs: range.toMs,
    stepMs: MINUTE_MS,
  });
}
