import type { Pane } from '../pane/pane.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';
import { RULE_METRIC_IDS, type RuleMetricId } from '../verdict/evaluation.ts';
import { METRICS } from './index.ts';
import { metricInput } from './metric-input.ts';

/**
 * By metric, the value that a window of this size stays below with probability 1 − `tail` when nothing has changed: its
 * sampling error, as an upper bound, from each metric's `noise`. Only metrics whose law is known, where they are
 * measured. Undefined where the reference has no such feature.
 */
export function metricChance(
  side: { reference: FrozenReference; pane: Pane },
  name: string,
  { bins, minValues, tail }: { bins: number; minValues: number; tail: number },
): Partial<Record<RuleMetricId, number>> | undefined {
  const layout = side.reference.grid.layouts.find(({ feature }) => feature.name === name);
  if (layout === undefined) return undefined;
  const input = metricInput(side, layout, { bins, minValues });
  const entries = RULE_METRIC_IDS.flatMap((id): [RuleMetricId, number][] => {
    const metric = METRICS[id];
    if (!metric.kinds.some((kind) => kind === layout.kind)) return [];
    const reading = metric.read(input);
    return reading.state === 'measured' ? [[id, metric.noise(input, tail)]] : [];
  });
  return Object.fromEntries(entries);
}
