'use client';

import styles from './charts.module.css';
import { Crosshair } from './crosshair.tsx';
import { HeatCellLayer } from './heat-cells.tsx';
import { HeatLabels } from './heat-labels.tsx';
import { useTimeFrame } from './time-panels.tsx';
import { HEAT_ROW_PX, type HeatCursorState } from './use-heat-cursor.ts';

/** What is drawn: names, cells with their contour, the chosen row, the cursor and the range that is being dragged. */
export function HeatPicture({ state, selectedId }: { state: HeatCursorState; selectedId: string | null }) {
  const { scale, gutter, widthPx } = useTimeFrame();
  const { shown, edges, hover, active, pointer } = state;
  const heightPx = shown.length * HEAT_ROW_PX;
  const selected = shown.findIndex((row) => row.id === selectedId);
  const cursorX = edges[hover?.column ?? 0] ?? 0;
  return (
    <svg width={widthPx} height={heightPx} className={styles.svg} aria-hidden="true">
      <HeatLabels
        rows={shown}
        rowPx={HEAT_ROW_PX}
        leftPx={gutter.left}
        plotPx={scale.widthPx}
        rightPx={gutter.right}
        activeId={hover === null ? selectedId : (active?.id ?? null)}
      />
      <g transform={`translate(${gutter.left} 0)`}>
        <HeatCellLayer rows={shown} edges={edges} rowPx={HEAT_ROW_PX} />
        {selected >= 0 && (
          <rect
            className={styles.selected}
            x={-0.75}
            y={selected * HEAT_ROW_PX - 1.25}
            width={scale.widthPx + 1.5}
            height={HEAT_ROW_PX + 1.5}
          />
        )}
        <Crosshair heightPx={heightPx} />
        {hover !== null && (
          <rect
            className={styles.cursor}
            x={cursorX}
            y={hover.row * HEAT_ROW_PX - 0.5}
            width={(edges[hover.column + 1] ?? cursorX) - cursorX}
            height={HEAT_ROW_PX}
          />
        )}
        {pointer.selection !== null && (
          <rect
            className={styles.selection}
            x={pointer.selection.fromPx}
            width={pointer.selection.toPx - pointer.selection.fromPx}
            height={heightPx}
          />
        )}
      </g>
    </svg>
  );
}
