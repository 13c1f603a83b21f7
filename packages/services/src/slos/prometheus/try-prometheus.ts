import { isPrometheusSli, MINUTE_MS, prometheusIssues, SliSpec, type SliMinute } from '@leeway/slo';
import { z } from 'zod';
import type { Ctx } from '../../context.ts';
import { authorize } from '../../people/authorize.ts';
import { fetchPrometheusMinutes } from './fetch-minutes.ts';
import { PrometheusError, type PrometheusSources } from './prometheus-port.ts';
import { countedUntil } from './counted-until.ts';
import { sourceOf } from './source-of.ts';

const MINUTES = 60;

export const TryPrometheusInput = z.object({
  spec: SliSpec.refine(isPrometheusSli, 'Not a query of Prometheus.'),
});
export type TryPrometheusInput = z.infer<typeof TryPrometheusInput>;

/** What a query yields now, before anything is saved. */
export type PrometheusTry =
  | { outcome: 'refused'; message: string }
  | {
      outcome: 'answered';
      fromMs: number;
      toMs: number;
      /** The minutes of the last hour in which something was found. */
      minutes: SliMinute[];
      /** How many series the query and the total found. */
      series: { query: number; total: number | null };
      /** What is odd about the answer. */
      warnings: string[];
    };

/** Runs a query over the last hour of its data source. */
export async function tryPrometheus({
  ctx,
  input,
  sources,
}: {
  ctx: Ctx;
  input: TryPrometheusInput;
  sources: PrometheusSources;
}): Promise<PrometheusTry> {
  authorize(ctx.actor, 'editSlo');
  const { spec } = input;
  const [issue] = prometheusIssues(spec);
  if (issue !== undefined) return { outcome: 'refused', message: issue.message };
  const toMs = countedUntil(ctx.now().getTime());
  const range = { fromMs: toMs - MINUTES * MINUTE_MS, toMs };
  try {
    const { minutes, series } = await fetchPrometheusMinutes(sourceOf(sources, spec.source), spec, range);
    return { outcome: 'answered', ...range, minutes, series, warnings: warningsOf(minutes, series) };
  } catch (error) {
    if (!(error instanceof PrometheusError)) throw error;
    return { outcome: 'refused', message: error.message };
  }
}

function warningsOf(minutes: readonly SliMinute[], series: { query: number; total: number | null }): string[] {
  const warnings: string[] = [];
  if (series.query === 0) warnings.push('The query finds no series in the last hour.');
  if (series.total === 0) warnings.push('The total finds no series in the last hour: nothing is measured.');
  const measured = minutes.filter(({ good, bad }) => good + bad > 0);
  if (series.query > 0 && measured.length === 0 && series.total !== 0)
    warnings.push('Series were found, but nothing that can be counted: no growth, NaN, or no share from 0 to 1.');
  const unknown = minutes.filter((minute) => minute.unknown > 0).length;
  if (unknown > 0) warnings.push(`${unknown} of ${MINUTES} minutes are unknown: NaN, infinite or no share.`);
  return warnings;
}

/** Names of the data sources that are set up. */
export function listPrometheusSources({ ctx, sources }: { ctx: Ctx; sources: PrometheusSources }): string[] {
  authorize(ctx.actor, 'read');
  return [...sources.keys()];
}
