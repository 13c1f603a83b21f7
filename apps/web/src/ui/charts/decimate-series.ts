export type SeriesPoint = { ms: number; value: number | null; low?: number | null; high?: number | null };

/** Ends a line where no point arrived for longer than 1.5 steps: what was not measured is not drawn. */
export function withGaps(points: SeriesPoint[], stepMs: number): SeriesPoint[] {
  const result: SeriesPoint[] = [];
  for (const point of points) {
    const last = result.at(-1);
    if (last !== undefined && point.ms - last.ms > 1.5 * stepMs) result.push({ ms: last.ms + stepMs, value: null });
    result.push(point);
  }
  return result;
}

function extremes(bucket: SeriesPoint[]): SeriesPoint[] {
  let low: SeriesPoint | undefined;
  let high: SeriesPoint | undefined;
  for (const point of bucket) {
    if (point.value === null) continue;
    if (low?.value === undefined || low.value === null || point.value < low.value) low = point;
    if (high?.value === undefined || high.value === null || point.value > high.value) high = point;
  }
  const gap = bucket.find((point) => point.value === null);
  const kept = [...new Set([low, high, gap].filter((point) => point !== undefined))];
  return kept.toSorted((a, b) => a.ms - b.ms);
}

/** At most about `maxPoints` points: the lowest and the highest of each stretch stay, and so do gaps. */
export function decimateSeries(points: SeriesPoint[], maxPoints: number): SeriesPoint[] {
  if (points.length <= maxPoints || maxPoints < 3) return points;
  const buckets = Math.max(1, Math.floor(maxPoints / 2) - 1);
  const size = points.length / buckets;
  const result: SeriesPoint[] = [];
  for (let bucket = 0; bucket < buckets; bucket += 1)
    result.push(...extremes(points.slice(Math.floor(bucket * size), Math.floor((bucket + 1) * size))));
  const [first, last] = [points[0], points.at(-1)];
  if (first !== undefined && result[0] !== first) result.unshift(first);
  if (last !== undefined && result.at(-1) !== last) result.push(last);
  return result;
}
