import { METRICS, type MetricDefinition, type MetricId } from '@leeway/drift';
import { textTable } from '../text-table.ts';
import type { FeatureComparison, MetricComparison } from './feature-comparison.ts';

/** Columns of the table where no metric was asked for by name. */
const SHOWN: readonly MetricId[] = [
  'psi',
  'jensenShannon',
  'kolmogorovSmirnov',
  'wassersteinNormalized',
  'meanShift',
  'chiSquare',
  'missingRate',
  'newCategoryRate',
];

function cell(reading: MetricComparison | undefined): string {
  if (reading === undefined) return '';
  if (reading.state !== 'measured') return reading.state;
  const { value, pValue, bound } = reading;
  const number = Number(value.toPrecision(4)).toString();
  const within = bound === undefined || bound === 0 ? '' : ` ± ${Number(bound.toPrecision(1))}`;
  return pValue === undefined ? `${number}${within}` : `${number}${within} (p ${Number(pValue.toPrecision(2))})`;
}

export function comparisonText(
  features: ReadonlyMap<string, FeatureComparison>,
  metrics: readonly MetricId[],
  notes: readonly string[],
): string {
  const ids = metrics.length > 0 ? metrics : SHOWN;
  const head = ['FEATURE', 'TYPE', 'REFERENCE', 'CURRENT', 'VERDICT', ...ids];
  const rows = [...features].map(([name, feature]) => [
    name,
    feature.type,
    ...[feature.reference, feature.current].map(({ n, missing }) =>
      missing === 0 ? `${n}` : `${n} (${missing} missing)`,
    ),
    feature.verdict,
    ...ids.map((id) => cell(feature.metrics[id])),
  ]);
  const thresholds = ids.flatMap((id) => {
    const { conventional }: MetricDefinition = METRICS[id];
    return conventional === null ? [] : [`${id} ${conventional.warn}/${conventional.critical}`];
  });
  const onGrid = [...features].filter(([, { form }]) => form === 'grid').map(([name]) => name);
  return [
    textTable([head, ...rows]),
    '',
    ...(thresholds.length > 0 ? [`Warning/critical above no change: ${thresholds.join(', ')}.`] : []),
    onGrid.length === 0
      ? 'Exact: computed from all values.'
      : `Counted on a grid of the reference, with the error that this can cause: ${onGrid.join(', ')}. All else is exact.`,
    ...notes,
  ].join('\n');
}
