import type { EstimatedQualityId, PerformanceView, QualityMetricId, QualityValue } from '@leeway/services';
import type { SeriesPoint } from '../../ui/charts/decimate-series.ts';
import type { Series } from '../../ui/charts/series-types.ts';
import { formatFixed, formatPercent } from '../../ui/format/format-number.ts';

/** In the order of the picker. */
export const QUALITY_METRICS = [
  'rocAuc',
  'accuracy',
  'precision',
  'recall',
  'f1',
  'logLoss',
  'brier',
  'ece',
] as const satisfies readonly QualityMetricId[];

export const QUALITY_WORDS: Record<QualityMetricId, string> = {
  rocAuc: 'AUC',
  accuracy: 'Accuracy',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  logLoss: 'Log loss',
  brier: 'Brier score',
  ece: 'Calibration error',
};

const ESTIMATED: Record<EstimatedQualityId, true> = {
  rocAuc: true,
  accuracy: true,
  precision: true,
  recall: true,
  f1: true,
};

export function isEstimated(id: QualityMetricId): id is EstimatedQualityId {
  return id in ESTIMATED;
}

const SHARES: readonly QualityMetricId[] = ['accuracy', 'precision', 'recall'];

export function formatQuality(id: QualityMetricId, value: number): string {
  return SHARES.includes(id) ? formatPercent(value, 1) : formatFixed(value, 3);
}

function toPoint(ms: number, reading: QualityValue | null): SeriesPoint {
  return { ms, value: reading?.value ?? null, low: reading?.low ?? null, high: reading?.high ?? null };
}

/** Realised, and estimated where the metric can be, each in the middle of its stretch; what is unknown is a gap. */
export function qualitySeries(view: PerformanceView, id: QualityMetricId): Series[] {
  const first = view.points[0];
  const stepMs = first === undefined ? undefined : first.endMs - first.startMs;
  const middle = ({ startMs, endMs }: PerformanceView['points'][number]): number => (startMs + endMs) / 2;
  const series: Series[] = [
    {
      id: 'realised',
      label: 'realised',
      style: 's1',
      points: view.points.map((point) => toPoint(middle(point), point.realised[id])),
      stepMs,
    },
  ];
  if (!isEstimated(id) || view.noEstimate !== null) return series;
  const isUnreliable = view.trackRecord[id].state === 'unreliable';
  series.push({
    id: 'estimated',
    label: isUnreliable ? 'estimated, unreliable' : 'estimated',
    style: 's2',
    points: view.points.map((point) => toPoint(middle(point), point.estimated[id])),
    stepMs,
  });
  return series;
}

/** One sentence for who doesn't see the picture. */
export function qualitySummary(view: PerformanceView, id: QualityMetricId): string {
  const name = QUALITY_WORDS[id];
  const realised = view.points.findLast((point) => point.realised[id] !== null)?.realised[id];
  const first =
    realised == null ? `${name} has no labels yet in this range` : `${name} is ${formatQuality(id, realised.value)}`;
  if (!isEstimated(id)) return `${first}.`;
  const estimated = view.points.findLast((point) => point.estimated[id] !== null)?.estimated[id];
  if (estimated == null) return `${first}; there is no estimate.`;
  const trust = view.trackRecord[id].state === 'unreliable' ? ', which has been wrong' : '';
  return `${first}; estimated without labels ${formatQuality(id, estimated.value)}${trust}.`;
}
