import { isPrometheusSli, type AnyPrometheusSli, type SliSpec } from '@leeway/slo';

/** What is asked, without target, window and alerts: where it stays the same, what was counted stays valid. */
export function measurementOf(spec: AnyPrometheusSli): string {
  const { source, query, total, metric, rangeMinutes } = spec;
  const own = spec.kind === 'prometheus' ? [spec.counts, spec.weigh] : [spec.op, spec.bound];
  return JSON.stringify([spec.kind, source, query, total, metric, rangeMinutes, ...own]);
}

/**
 * Whether minutes that were counted stay those of an SLO when it is saved. Others are counted anew from what is stored;
 * a Prometheus may have forgotten by now what it once answered.
 */
export function keepsMinutes(before: SliSpec, after: SliSpec): boolean {
  return isPrometheusSli(before) && isPrometheusSli(after) && measurementOf(before) === measurementOf(after);
}
