'use client';

import { ChangeLines } from './change-lines.tsx';
import styles from './charts.module.css';
import { Crosshair } from './crosshair.tsx';
import type { SeriesPoint } from './decimate-series.ts';
import type { ValueScale } from './series-rules.tsx';
import type { Threshold } from './series-types.ts';
import { useTimeFrame } from './time-panels.tsx';

type SeriesMarksProps = {
  values: ValueScale;
  heightPx: number;
  thresholds: Threshold[];
  last: SeriesPoint | undefined;
  selection: { fromPx: number; toPx: number } | null;
  format: (value: number) => string;
};

function LastValue({ last, values, format }: Pick<SeriesMarksProps, 'last' | 'values' | 'format'>) {
  const { widthPx } = useTimeFrame();
  if (last === undefined || last.value === null) return null;
  const half = last.high === null || last.high === undefined ? null : last.high - last.value;
  return (
    <text className={styles.textInk} x={widthPx - 2} y={values.y(last.value) + 4} textAnchor="end">
      {format(last.value)}
      {half !== null && (
        <tspan x={widthPx - 2} dy={13} className={styles.textThird}>
          ±{format(half)}
        </tspan>
      )}
    </text>
  );
}

/** What lies over the lines: thresholds with their words, change lines, the crosshair, the newest value. */
export function SeriesMarks({ values, heightPx, thresholds, last, selection, format }: SeriesMarksProps) {
  const { scale, gutter, widthPx } = useTimeFrame();
  return (
    <svg width={widthPx} height={heightPx} className={styles.over} aria-hidden="true">
      <g transform={`translate(${gutter.left} 0)`}>
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
      <LastValue last={last} values={values} format={format} />
    </svg>
  );
}
