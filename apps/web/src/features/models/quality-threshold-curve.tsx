import type { PerformanceView } from '@leeway/services';
import { formatFixed, formatPercent } from '../../ui/format/format-number.ts';
import styles from './quality.module.css';

type Points = PerformanceView['thresholds'];

const WIDTH = 480;
const HEIGHT = 168;
const PAD = { left: 34, right: 12, top: 14, bottom: 4 };
const LINES = [
  { id: 'precision', label: 'precision', stroke: 'var(--s1)', dash: 'none' },
  { id: 'recall', label: 'recall', stroke: 'var(--s2)', dash: 'var(--s2-dash)' },
  { id: 'f1', label: 'F1', stroke: 'var(--s3)', dash: 'var(--s3-dash)' },
] as const;

const x = (threshold: number): number => PAD.left + threshold * (WIDTH - PAD.left - PAD.right);
const y = (share: number): number => HEIGHT - PAD.bottom - share * (HEIGHT - PAD.top - PAD.bottom);

/** The line of a metric over thresholds, broken where it is undefined. */
export function thresholdPath(points: Points, id: (typeof LINES)[number]['id']): string {
  let path = '';
  let isDown = false;
  for (const point of points) {
    const value = point[id];
    if (value !== null) path += `${isDown ? 'L' : 'M'}${x(point.threshold).toFixed(1)} ${y(value).toFixed(1)}`;
    isDown = value !== null;
  }
  return path;
}

function summary(points: Points): string {
  const best = points.reduce<Points[number] | null>(
    (most, point) => (point.f1 !== null && point.f1 > (most?.f1 ?? -1) ? point : most),
    null,
  );
  if (best === null || best.f1 === null) return 'Precision, recall and F1 by threshold; none is defined.';
  return `Precision, recall and F1 by threshold. F1 is highest, ${formatFixed(best.f1, 3)}, at ${formatFixed(best.threshold, 2)}.`;
}

/** Precision, recall and F1 over every threshold, with ▼ where it stands. */
export function QualityThresholdCurve({ points, threshold }: { points: Points; threshold: number }) {
  return (
    <>
      <figcaption className={styles.key}>
        {LINES.map(({ id, label, stroke, dash }) => (
          <span key={id}>
            <svg width="18" height="6" aria-hidden="true">
              <path d="M0 3H18" stroke={stroke} strokeDasharray={dash} strokeWidth="1.5" />
            </svg>
            {label}
          </span>
        ))}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.curve} role="img" aria-label={summary(points)}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <path className={styles.grid} d={`M${PAD.left} ${y(share)}H${WIDTH - PAD.right}`} />
            <text className={styles.tick} x={PAD.left - 6} y={y(share) + 4} textAnchor="end">
              {formatPercent(share, 0)}
            </text>
          </g>
        ))}
        {LINES.map(({ id, stroke, dash }) => (
          <path
            key={id}
            d={thresholdPath(points, id)}
            fill="none"
            stroke={stroke}
            strokeDasharray={dash}
            strokeWidth="1.5"
          />
        ))}
        <path className={styles.at} d={`M${x(threshold)} ${PAD.top - 4}V${HEIGHT - PAD.bottom}`} />
        <path className={styles.pointer} d={`M${x(threshold) - 4} ${PAD.top - 12}h8l-4 6z`} />
      </svg>
      <p className={styles.best}>{summary(points)}</p>
    </>
  );
}
