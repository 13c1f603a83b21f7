'use client';

import { useId } from 'react';
import { ChangeLines } from './change-lines.tsx';
import styles from './charts.module.css';
import { Crosshair } from './crosshair.tsx';
import type { SeriesPoint } from './decimate-series.ts';
import type { ValueScale } from './series-rules.tsx';
import type { Pending, Threshold } from './series-types.ts';
import { useTimeFrame } from './time-panels.tsx';

type SeriesMarksProps = {
  values: ValueScale;
  heightPx: number;
  thresholds: Threshold[];
  pending: Pending | undefined;
  last: SeriesPoint | undefined;
  selection: { fromPx: number; toPx: number } | null;
  format: (value: number) => string;
};

function LastValue({
  last,
  values,
  format,
  heightPx,
}: Pick<SeriesMarksProps, 'last' | 'values' | 'format' | 'heightPx'>) {
  const { widthPx } = useTimeFrame();
  if (last === undefined || last.value === null) return null;
  const half = last.high === null || last.high === undefined ? null : last.high - last.value;
  // Both lines stay above the axis, whose labels follow.
  const y = Math.min(values.y(last.value) + 4, heightPx - (half === null ? 2 : 15));
  return (
    <text className={styles.textInk} x={widthPx - 2} y={y} textAnchor="end">
      {format(last.value)}
      {half !== null && (
        <tspan x={widthPx - 2} dy={13} className={styles.textThird}>
          ±{format(half)}
        </tspan>
      )}
    </text>
  );
}

function PendingHatch({ pending, heightPx }: { pending: Pending; heightPx: number }) {
  const { scale } = useTimeFrame();
  const hatch = useId();
  const fromPx = Math.max(0, scale.x(pending.fromMs));
  const widthPx = scale.widthPx - fromPx;
  if (widthPx < 2) return null;
  return (
    <>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className={styles.grid} d="M.5 0v6" />
        </pattern>
      </defs>
      <rect x={fromPx} width={widthPx} height={heightPx} fill={`url(#${hatch})`} />
      {widthPx > 6 * pending.label.length && (
        <text x={fromPx + widthPx / 2} y={heightPx - 6} textAnchor="middle">
          {pending.label}
        </text>
      )}
    </>
  );
}

/** What lies over the lines: thresholds with their words, change lines, the crosshair, the newest value. */
export function SeriesMarks({ values, heightPx, thresholds, pending, last, selection, format }: SeriesMarksProps) {
  const { scale, gutter, widthPx } = useTimeFrame();
  return (
    <svg width={widthPx} height={heightPx} className={styles.over} aria-hidden="true">
      <g transform={`translate(${gutter.left} 0)`}>
        {pending !== undefined && <PendingHatch pending={pending} heightPx={heightPx} />}
        {thresholds.map((threshold) => (
          <g key={threshold.label}>
            <path
              className={styles[`limit-${threshold.tone}`]}
              d={`M0 ${Math.round(values.y(threshold.value)) + 0.5}H${scale.widthPx}`}
            />
            <text className={styles[`word-${threshold.tone}`]} x={6} y={values.y(threshold.value) - 4}>
              {threshold.label}
            </text>
          </g>
        ))}
        <ChangeLines fromPx={0} toPx={heightPx} />
        <Crosshair heightPx={heightPx} />
        {selection !== null && (
          <rect
            className={styles.selection}
            x={selection.fromPx}
            width={selection.toPx - selection.fromPx}
            height={heightPx}
          />
        )}
      </g>
      <LastValue last={last} values={values} format={format} heightPx={heightPx} />
    </svg>
  );
}
