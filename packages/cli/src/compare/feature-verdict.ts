import { METRICS, type MetricDefinition, type MetricId, type Verdict } from '@leeway/drift';
import type { FeatureComparison, SideCounts } from './feature-comparison.ts';

/** Fewer rows or values than this on a side: conventions say nothing, for chance alone exceeds them. */
export const FEWEST_VALUES = 50;
/** Of tests, where nothing else was asked for. */
const WARNING_P = 0.05;
const CRITICAL_P = 0.001;

const RANK: readonly Verdict[] = ['ok', 'warning', 'critical'];

/** What a metric is judged on: how far it is from the value of no change, either way for a ratio. */
function excess({ isRatio }: MetricDefinition, value: number, baseline: number): number {
  return (isRatio === true ? Math.max(value, 1 / value) : value) - baseline;
}

/**
 * Worst of the metrics that have conventional thresholds; where none of those was asked for, of the tests, by their p.
 * Rates of rows need 50 rows a side, everything else 50 usable values, or the feature is insufficient.
 */
export function featureVerdict(
  metrics: FeatureComparison['metrics'],
  { reference, current }: { reference: SideCounts; current: SideCounts },
): Verdict {
  if (current.n === 0 || reference.n === 0) return 'no-data';
  const fewest = (count: (side: SideCounts) => number): number => Math.min(count(reference), count(current));
  const hasRows = fewest(({ n }) => n) >= FEWEST_VALUES;
  const hasValues = fewest(({ n, missing }) => n - missing) >= FEWEST_VALUES;
  const conventional: Verdict[] = [];
  const tested: Verdict[] = [];
  for (const id of Object.keys(metrics) as MetricId[]) {
    const reading = metrics[id];
    if (reading?.state !== 'measured' || !(id === 'missingRate' ? hasRows : hasValues)) continue;
    const metric: MetricDefinition = METRICS[id];
    if (metric.conventional !== null) {
      const beyond = excess(metric, reading.value, reading.baseline ?? 0);
      const { warn, critical } = metric.conventional;
      conventional.push(beyond >= critical ? 'critical' : beyond >= warn ? 'warning' : 'ok');
    } else if (reading.pValue !== undefined)
      tested.push(reading.pValue < CRITICAL_P ? 'critical' : reading.pValue < WARNING_P ? 'warning' : 'ok');
  }
  const levels = conventional.length > 0 ? conventional : tested;
  // That nothing is missing says little about values of which there are too few.
  const worst = RANK[Math.max(-1, ...levels.map((level) => RANK.indexOf(level)))];
  return worst === undefined || (worst === 'ok' && !hasValues && current.n > current.missing) ? 'insufficient' : worst;
}
