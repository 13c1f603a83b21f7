'use client';

import { memo } from 'react';
import styles from './charts.module.css';
import { formatRatio } from './format-ratio.ts';
import type { HeatRow } from './heat-row.ts';
import { middleTruncate } from './middle-truncate.ts';

type HeatLabelsProps = {
  rows: HeatRow[];
  rowPx: number;
  leftPx: number;
  plotPx: number;
  rightPx: number;
  activeId: string | null;
};

const CHARACTER_PX = 5.9;

function NowMark({ ratio }: { ratio: number }) {
  if (ratio >= 1) return <path className={styles.critFill} d="M4 0 8 4 4 8 0 4z" />;
  if (ratio >= 0.5) return <path className={styles.warnFill} d="M4 .4 8 7.6H0z" />;
  return null;
}

/** Names at the left, the newest ratio with its mark at the right. */
export const HeatLabels = memo(function HeatLabels({
  rows,
  rowPx,
  leftPx,
  plotPx,
  rightPx,
  activeId,
}: HeatLabelsProps) {
  const room = Math.floor((leftPx - 10) / CHARACTER_PX);
  return (
    <>
      {rows.map((row, index) => {
        const y = index * rowPx + rowPx - 3;
        const ratio = row.now?.ratio ?? null;
        const isNotable = ratio !== null && ratio >= 0.5;
        return (
          <g key={row.id}>
            <text
              x={leftPx - 8}
              y={y}
              textAnchor="end"
              className={row.id === activeId ? styles.textStrong : isNotable ? styles.textInk : styles.textSecond}
            >
              {middleTruncate(row.label, room)}
            </text>
            {ratio !== null && (
              <g transform={`translate(${leftPx + plotPx + rightPx - 40} ${index * rowPx + 2})`}>
                <NowMark ratio={ratio} />
              </g>
            )}
            <text
              x={leftPx + plotPx + rightPx - 2}
              y={y}
              textAnchor="end"
              className={isNotable ? styles.textInk : undefined}
            >
              {ratio === null ? '–' : formatRatio(ratio)}
            </text>
          </g>
        );
      })}
    </>
  );
});
