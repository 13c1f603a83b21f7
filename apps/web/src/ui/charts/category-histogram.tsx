'use client';

import styles from './charts.module.css';
import { formatShare } from './format-share.ts';
import { foldCategories, type HistogramBar } from './histogram-geometry.ts';
import { middleTruncate } from './middle-truncate.ts';
import { useElementWidth } from './use-element-width.ts';

type CategoryHistogramProps = { bins: HistogramBar[]; apart: HistogramBar[] };

const ROW_PX = 20;
const LABEL_PX = 104;
const VALUE_PX = 112;
const MAX_ROWS = 12;

/** One row a category: filled bar = window, outline = reference, numbers at the end. */
export function CategoryHistogram({ bins, apart }: CategoryHistogramProps) {
  const { ref, widthPx } = useElementWidth();
  const rows = [...foldCategories(bins, MAX_ROWS), ...apart];
  const maxShare = Math.max(0.01, ...rows.map((row) => Math.max(row.reference, row.window)));
  const plotPx = Math.max(40, widthPx - LABEL_PX - VALUE_PX);
  const firstApart = rows.length - apart.length;
  const top = (index: number): number => index * ROW_PX + (apart.length > 0 && index >= firstApart ? 6 : 0);
  const heightPx = rows.length * ROW_PX + (apart.length > 0 ? 6 : 0);
  return (
    <div ref={ref} style={{ height: heightPx + 4 }}>
      {widthPx > 0 && (
        <svg width={widthPx} height={heightPx} className={styles.svg} aria-hidden="true">
          <path className={styles.axis} d={`M${LABEL_PX + 0.5} 0V${heightPx}`} />
          {rows.map((row, index) => {
            const hasMoved = Math.abs(row.window - row.reference) >= 0.02;
            return (
              <g key={row.label} transform={`translate(0 ${top(index)})`}>
                <title>{row.label}</title>
                <text
                  x={LABEL_PX - 8}
                  y="14"
                  textAnchor="end"
                  className={index >= firstApart ? undefined : styles.textSecond}
                >
                  {middleTruncate(row.label === '' ? '(empty)' : row.label, 16)}
                </text>
                <rect
                  className={styles.d3}
                  x={LABEL_PX + 1}
                  y="4"
                  width={(row.window / maxShare) * plotPx}
                  height="12"
                />
                <path
                  className={styles.outline}
                  d={`M${LABEL_PX + 1} 3H${(LABEL_PX + 1 + (row.reference / maxShare) * plotPx).toFixed(1)}V17H${LABEL_PX + 1}`}
                />
                <text x={widthPx} y="14" textAnchor="end" className={hasMoved ? styles.textInk : undefined}>
                  {formatShare(row.window)}
                  <tspan className={styles.textThird}> was {formatShare(row.reference)}</tspan>
                </text>
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
