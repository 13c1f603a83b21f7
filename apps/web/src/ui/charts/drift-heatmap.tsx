'use client';

import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import styles from './charts.module.css';
import { Crosshair } from './crosshair.tsx';
import { HeatCellLayer } from './heat-cells.tsx';
import { columnAt, moveHeatCursor, type HeatCursor } from './heat-cursor.ts';
import { HeatLabels } from './heat-labels.tsx';
import { columnEdges } from './heat-paths.ts';
import { describeCell, HeatReadout } from './heat-readout.tsx';
import type { HeatRow } from './heat-row.ts';
import { mergeColumns } from './merge-columns.ts';
import { useTimeFrame } from './time-panels.tsx';
import { usePlotPointer } from './use-plot-pointer.ts';

export const HEAT_ROW_PX = 13;
const MIN_COLUMN_PX = 2;

export type DriftHeatmapProps = {
  /** Worst first: the first rows are those that people must see. */
  rows: HeatRow[];
  columnMs: number;
  /** Start of each column; they cover the panels' range from end to end. */
  columns: number[];
  /** One sentence for those who don't see the picture. */
  summary: string;
  selectedId: string | null;
  onOpen: (id: string) => void;
};

type Hover = HeatCursor & { source: 'pointer' | 'touch' | 'keys' };

/** Features × time on the sounding ramp; judgement is the contour. A panel of <TimePanels>. */
export function DriftHeatmap(props: DriftHeatmapProps) {
  const { rows, columns, columnMs, summary, selectedId, onOpen } = props;
  const { scale, gutter, widthPx, zone, crosshair } = useTimeFrame();
  const id = useId();
  const [hover, setHover] = useState<Hover | null>(null);
  const group = Math.max(1, Math.ceil((columns.length * MIN_COLUMN_PX) / Math.max(1, scale.widthPx)));
  const shown = useMemo(() => rows.map((row) => ({ ...row, ...mergeColumns(row, group) })), [rows, group]);
  const columnCount = Math.ceil(columns.length / group);
  const edges = useMemo(() => columnEdges(columnCount, scale.widthPx), [columnCount, scale.widthPx]);
  const heightPx = rows.length * HEAT_ROW_PX;
  const at = (x: number, y: number): HeatCursor => ({
    row: Math.max(0, Math.min(rows.length - 1, Math.floor(y / HEAT_ROW_PX))),
    column: columnAt(edges, x),
  });
  const pointer = usePlotPointer({
    onMove: (x, y) => setHover({ ...at(x, y), source: 'pointer' }),
    onLeave: () => setHover((current) => (current?.source === 'pointer' ? null : current)),
    onTap: (x, y, isTouch) => {
      const cursor = at(x, y);
      const target = shown[cursor.row];
      if (isTouch) setHover({ ...cursor, source: 'touch' });
      else if (target !== undefined) onOpen(target.id);
    },
  });
  const startOf = (column: number): number => columns[column * group] ?? scale.fromMs;
  const cursor = hover ?? { row: 0, column: columnCount - 1 };
  const active = shown[cursor.row];
  const cell = describeCell({
    row: active,
    column: cursor.column,
    startMs: startOf(cursor.column),
    endMs: startOf(cursor.column) + columnMs * group,
    zone,
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.key === 'Enter' || event.key === ' ') && active !== undefined) {
      event.preventDefault();
      onOpen(active.id);
      return;
    }
    const next = moveHeatCursor(cursor, event.key, rows.length, columnCount);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setHover({ ...next, source: 'keys' });
    crosshair.set(startOf(next.column) + (columnMs * group) / 2);
  };
  const selectedRow = shown.findIndex((row) => row.id === selectedId);
  const frameY = (hover?.row ?? 0) * HEAT_ROW_PX;
  return (
    <div className={styles.heat}>
      <div
        role="grid"
        tabIndex={0}
        className={styles.heatGrid}
        aria-label={summary}
        aria-rowcount={rows.length}
        aria-colcount={columnCount}
        aria-activedescendant={`${id}-cell`}
        aria-describedby={`${id}-keys`}
        onKeyDown={onKeyDown}
        onFocus={() => setHover((current) => current ?? { ...cursor, source: 'keys' })}
        onBlur={() => {
          setHover((current) => (current?.source === 'keys' ? null : current));
          crosshair.set(null);
        }}
      >
        <svg width={widthPx} height={heightPx} className={styles.svg} aria-hidden="true">
          <HeatLabels
            rows={shown}
            rowPx={HEAT_ROW_PX}
            leftPx={gutter.left}
            plotPx={scale.widthPx}
            rightPx={gutter.right}
            activeId={active !== undefined && hover !== null ? active.id : selectedId}
          />
          <g transform={`translate(${gutter.left} 0)`}>
            <HeatCellLayer rows={shown} edges={edges} rowPx={HEAT_ROW_PX} />
            {selectedRow >= 0 && (
              <rect
                className={styles.selected}
                x={-0.75}
                y={selectedRow * HEAT_ROW_PX - 1.25}
                width={scale.widthPx + 1.5}
                height={HEAT_ROW_PX + 1.5}
              />
            )}
            <Crosshair heightPx={heightPx} />
            {hover !== null && (
              <rect
                className={styles.cursor}
                x={edges[hover.column] ?? 0}
                y={frameY - 0.5}
                width={(edges[hover.column + 1] ?? 0) - (edges[hover.column] ?? 0)}
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
        <div className={styles.hidden} role="row" aria-rowindex={cursor.row + 1}>
          <span role="gridcell" id={`${id}-cell`} aria-colindex={cursor.column + 1}>
            {cell.name}, {cell.when}: {cell.reading}
          </span>
        </div>
        <div
          className={styles.plotPointer}
          style={{ left: gutter.left, width: scale.widthPx, height: heightPx }}
          {...pointer.handlers}
        />
      </div>
      <span id={`${id}-keys`} className={styles.hidden}>
        Arrow keys move, Enter opens the feature.
      </span>
      {hover !== null && hover.source !== 'touch' && (
        <HeatReadout
          cell={cell}
          cursor={hover}
          xPx={gutter.left + (edges[hover.column] ?? 0)}
          yPx={frameY}
          widthPx={widthPx}
          rowPx={HEAT_ROW_PX}
        />
      )}
      {hover?.source === 'touch' && active !== undefined && (
        <div className={styles.tapReadout}>
          <span>
            <b>{cell.name}</b> {cell.reading}, {cell.when}
          </span>
          <button type="button" className={styles.tapOpen} onClick={() => onOpen(active.id)}>
            Open
          </button>
        </div>
      )}
    </div>
  );
}
