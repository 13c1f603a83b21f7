import type { SeriesPoint } from './decimate-series.ts';
import type { SeriesStyle } from './series-types.ts';

const SHAPES: Record<SeriesStyle, string> = {
  s1: '',
  s2: 'M-3 0h6M0-3v6',
  s3: 'M-2.5-2.5l5 5M2.5-2.5l-5 5',
  s4: 'M2.5 0a2.5 2.5 0 1 1-5 0a2.5 2.5 0 1 1 5 0',
  s5: 'M0-3v6',
};

type SeriesMarkerProps = { style: SeriesStyle; points: SeriesPoint[]; cx?: number; cy?: number; index?: number };

/** A marker at every eighth point, and a dot at a point that stands alone and would otherwise draw no line at all. */
export function SeriesMarker({ style, points, cx, cy, index = 0 }: SeriesMarkerProps) {
  if (cx === undefined || cy === undefined || points[index]?.value === null) return null;
  const isAlone = (points[index - 1]?.value ?? null) === null && (points[index + 1]?.value ?? null) === null;
  if (isAlone) return <circle cx={cx} cy={cy} r="2" fill={`var(--${style})`} />;
  const every = Math.max(1, Math.round(points.length / 8));
  if (SHAPES[style] === '' || index % every !== 0) return null;
  return (
    <path
      d={SHAPES[style]}
      transform={`translate(${cx} ${cy})`}
      fill="none"
      stroke={`var(--${style})`}
      strokeWidth="1.5"
    />
  );
}
