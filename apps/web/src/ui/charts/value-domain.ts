import type { SeriesPoint } from './decimate-series.ts';

type DomainInput = {
  points: SeriesPoint[];
  /** Values that must be in the picture, like thresholds. */
  include: number[];
  /** Hard ends, like 0 and 1 for a share. */
  min?: number | undefined;
  max?: number | undefined;
  /** Below this the picture would magnify noise. */
  minSpan?: number | undefined;
};

/** Low and high end of the value axis, padded by 8 %, never empty and never beyond the hard ends. */
export function valueDomain({ points, include, min, max, minSpan = 1e-6 }: DomainInput): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const take = (value: number | null | undefined): void => {
    if (value === null || value === undefined || !Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const point of points) {
    take(point.value);
    take(point.low);
    take(point.high);
  }
  for (const value of include) take(value);
  if (low > high) [low, high] = [min ?? 0, max ?? (min ?? 0) + 1];
  const missing = Math.max(0, minSpan - (high - low)) / 2;
  const padding = Math.max(high - low, minSpan) * 0.08;
  const bottom = Math.max(min ?? Number.NEGATIVE_INFINITY, low - missing - padding);
  const top = Math.min(max ?? Number.POSITIVE_INFINITY, high + missing + padding);
  return top > bottom ? [bottom, top] : [bottom, bottom + minSpan];
}
