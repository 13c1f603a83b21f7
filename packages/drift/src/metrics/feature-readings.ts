import type { Pane } from '../pane/pane.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';
import { METRIC_IDS, type MetricId, type MetricReading, type Verdict } from '../verdict/evaluation.ts';
import { METRICS } from './index.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { metricInput, type MetricInput } from './metric-input.ts';
import { reachableThreshold } from './reachable-threshold.ts';

function levelOf({ isRatio }: MetricDefinition, value: number, warn: number | null, critical: number | null): Verdict {
  const judged = isRatio === true ? Math.max(value, 1 / value) : value;
  if (critical !== null && judged >= critical) return 'critical';
  return warn !== null && judged >= warn ? 'warning' : 'ok';
}

function readingOf(metric: MetricDefinition, input: MetricInput): MetricReading {
  const reading = metric.read(input);
  if (reading.state === 'undefined') return reading;
  const { value, bound, baseline } = reading;
  const { conventional } = metric;
  const warn = conventional === null ? null : reachableThreshold(metric, baseline + conventional.warn);
  const critical = conventional === null ? null : reachableThreshold(metric, baseline + conventional.critical);
  const pValue = metric.pValue?.(input, value) ?? null;
  return {
    state: 'measured',
    value,
    bound,
    warn,
    critical,
    verdict: levelOf(metric, value, warn, critical),
    baseline,
    ...(pValue === null ? {} : { pValue }),
  };
}

/**
 * Every metric that a feature has, next to its conventional thresholds: for people who ask, not for verdicts, which know
 * what chance does. Undefined where the reference has no such feature. `minValues`: fewest values that are read.
 */
export function featureReadings(
  side: { reference: FrozenReference; pane: Pane },
  name: string,
  { bins, minValues }: { bins: number; minValues: number },
): Partial<Record<MetricId, MetricReading>> | undefined {
  const layout = side.reference.grid.layouts.find(({ feature }) => feature.name === name);
  if (layout === undefined) return undefined;
  const input = metricInput(side, layout, { bins, minValues });
  const ids = METRIC_IDS.filter((id) => METRICS[id].kinds.some((kind) => kind === layout.kind));
  return Object.fromEntries(ids.map((id) => [id, readingOf(METRICS[id], input)]));
}
