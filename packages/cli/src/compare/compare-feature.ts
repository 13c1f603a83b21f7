import { METRIC_IDS, METRICS, type MetricDefinition, type MetricId } from '@leeway/drift';
import { CategoryPair } from './category-pair.ts';
import type { ColumnKind } from './column-kind.ts';
import type { FeatureComparison, MetricComparison, MetricReader } from './feature-comparison.ts';
import { featureVerdict } from './feature-verdict.ts';
import type { NumericPair } from './numeric-pair.ts';

type Feature = { kind: ColumnKind; pair: NumericPair | CategoryPair };
type Choice = { bins: number; metrics: readonly MetricId[] };

function readMetric(id: MetricId, read: MetricReader): MetricComparison {
  const reading = read(id);
  if (reading.state !== 'measured') return { value: null, state: reading.state, reason: reading.reason };
  const { value, baseline, pValue, pooledCells, bound } = reading;
  const { conventional }: MetricDefinition = METRICS[id];
  return {
    value,
    ...(pValue === undefined ? {} : { pValue }),
    ...(conventional === null ? {} : { threshold: baseline + conventional.critical }),
    state: 'measured',
    ...(baseline === 0 ? {} : { baseline }),
    ...(bound === undefined ? {} : { bound }),
    ...(pooledCells === undefined ? {} : { pooledCells }),
  };
}

/** Metrics that were asked for, or else all that a feature of this kind has. */
function chosenMetrics(metrics: readonly MetricId[], isCategorical: boolean): readonly MetricId[] {
  if (metrics.length > 0) return metrics;
  const kind = isCategorical ? 'categorical' : 'numeric';
  return METRIC_IDS.filter((id) => METRICS[id].kinds.some((known) => known === kind));
}

export function compareFeature({ kind, pair }: Feature, { bins, metrics }: Choice): FeatureComparison {
  const read = pair.reader(bins);
  const ids = chosenMetrics(metrics, pair instanceof CategoryPair);
  const compared = Object.fromEntries(ids.map((id) => [id, readMetric(id, read)]));
  const { reference, current } = pair.counts();
  const verdict = featureVerdict(compared, { reference, current });
  return { type: kind, form: pair.form, reference, current, metrics: compared, verdict };
}
