import { METRICS } from '../../metrics/index.ts';
import type { MetricInput } from '../../metrics/metric-input.ts';
import { reachableThreshold } from '../../metrics/reachable-threshold.ts';
import type { DriftRuleSettings } from '../drift-rule-settings.ts';
import type { MetricId, MetricReading, RuleMetricId } from '../evaluation.ts';

export type Tails = { warn: number; critical: number };
export type CalibratedReadings = {
  metrics: Partial<Record<MetricId, MetricReading>>;
  warnRatio: number;
  criticalRatio: number;
  worstMetric: MetricId | null;
};

/** Excess over the value of no change, in units of the threshold's; 0 where the threshold cannot be exceeded. */
export function ratioTo(threshold: number | null, value: number, baseline = 0): number {
  if (threshold === null || threshold <= baseline) return 0;
  return Math.max(0, (value - baseline) / (threshold - baseline));
}

function readMetric(
  id: RuleMetricId,
  input: MetricInput,
  tails: Tails | null,
  settings: DriftRuleSettings,
): MetricReading {
  const metric = METRICS[id];
  const reading = metric.read(input);
  if (reading.state === 'undefined') return reading;
  const { value, bound, baseline } = reading;
  const floor = settings.floors[id];
  const chance = (tail: number | undefined) => (tail === undefined ? -Infinity : metric.noise(input, tail));
  const warn = Math.max(baseline + floor.warn, chance(tails?.warn));
  const critical = Math.max(baseline + floor.critical, chance(tails?.critical), warn);
  const verdict = value >= critical ? 'critical' : value >= warn ? 'warning' : 'ok';
  const thresholds = { warn: reachableThreshold(metric, warn), critical: reachableThreshold(metric, critical) };
  return { state: 'measured', value, bound, ...thresholds, verdict, baseline };
}

/**
 * Every chosen metric of one feature with thresholds for this very window: floor or noise, whichever is larger; without
 * tails the floor alone.
 */
export function calibratedReadings(
  input: MetricInput,
  tails: Tails | null,
  settings: DriftRuleSettings,
): CalibratedReadings {
  const metrics: Partial<Record<MetricId, MetricReading>> = {};
  let warnRatio = 0;
  let criticalRatio = 0;
  let worstMetric: MetricId | null = null;
  for (const id of settings.metrics) {
    if (!METRICS[id].kinds.some((kind) => kind === input.layout.kind)) continue;
    const reading = readMetric(id, input, tails, settings);
    metrics[id] = reading;
    if (reading.state === 'undefined') continue;
    warnRatio = Math.max(warnRatio, ratioTo(reading.warn, reading.value, reading.baseline));
    const ratio = ratioTo(reading.critical, reading.value, reading.baseline);
    if (worstMetric !== null && ratio <= criticalRatio) continue;
    worstMetric = id;
    criticalRatio = ratio;
  }
  return { metrics, warnRatio, criticalRatio, worstMetric };
}
