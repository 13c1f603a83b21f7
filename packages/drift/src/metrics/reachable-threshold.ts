import type { MetricDefinition } from './metric-definition.ts';

/** A share is never more than all: a threshold beyond that says nothing, and then there is none. */
export function reachableThreshold({ unit }: Pick<MetricDefinition, 'unit'>, threshold: number): number | null {
  return unit === 'share' && threshold > 1 ? null : threshold;
}
