import type { QualitySeries } from '@leeway/services';
import type { SeriesPoint } from '../../ui/charts/decimate-series.ts';

/** Realised AUC at the middle of each pane with its 95 % interval; panes without both classes are gaps. */
export function aucPoints(quality: QualitySeries): SeriesPoint[] {
  return quality.points.map(({ startMs, endMs, rocAuc, halfWidth }) => ({
    ms: (startMs + endMs) / 2,
    value: rocAuc,
    low: rocAuc === null || halfWidth === null ? null : rocAuc - halfWidth,
    high: rocAuc === null || halfWidth === null ? null : rocAuc + halfWidth,
  }));
}

export function accuracyPoints(quality: QualitySeries): SeriesPoint[] {
  return quality.points.map(({ startMs, endMs, accuracy }) => ({ ms: (startMs + endMs) / 2, value: accuracy }));
}

export function positiveRatePoints(quality: QualitySeries): SeriesPoint[] {
  return quality.points.map(({ startMs, endMs, n, positiveRate }) => ({
    ms: (startMs + endMs) / 2,
    value: n === 0 ? null : positiveRate,
  }));
}

/** Usual distance of points; undefined where there are too few to tell. */
export function stepOf(quality: QualitySeries): number | undefined {
  const first = quality.points[0];
  return first === undefined ? undefined : first.endMs - first.startMs;
}

/** The newest pane whose AUC could be measured. */
export function newestAuc(quality: QualitySeries): QualitySeries['points'][number] | undefined {
  return quality.points.findLast(({ rocAuc }) => rocAuc !== null);
}
