import { useMemo, useState, type KeyboardEvent } from 'react';
import { columnAt, moveHeatCursor, type HeatCursor } from './heat-cursor.ts';
import { columnEdges } from './heat-paths.ts';
import { describeCell, type CellWords } from './heat-readout.tsx';
import type { HeatRow } from './heat-row.ts';
import { mergeColumns } from './merge-columns.ts';
import { useTimeFrame } from './time-panels.tsx';
import { usePlotPointer, type PlotPointer } from './use-plot-pointer.ts';

export const HEAT_ROW_PX = 13;
const MIN_COLUMN_PX = 2;

type Hover = HeatCursor & { source: 'pointer' | 'touch' | 'keys' };

export type HeatCursorInput = {
  rows: HeatRow[];
  columns: number[];
  columnMs: number;
  /** `endMs`: where the chosen cell ends; null for the newest one, and where no cell was chosen. */
  onOpen: (id: string, endMs: number | null) => void;
};

export type HeatCursorState = {
  /** Rows as drawn: columns too narrow to see are merged, the worst of them stays. */
  shown: HeatRow[];
  edges: number[];
  hover: Hover | null;
  /** Where a key would start from: the hovered cell, else the newest of the worst row. */
  cursor: HeatCursor;
  active: HeatRow | undefined;
  words: CellWords;
  pointer: PlotPointer;
  /** Opens what the cursor is at. */
  open: () => void;
  gridHandlers: { onKeyDown: (event: KeyboardEvent) => void; onFocus: () => void; onBlur: () => void };
};

/** One cursor for mouse, finger and keys over a grid of cells. */
export function useHeatCursor({ rows, columns, columnMs, onOpen }: HeatCursorInput): HeatCursorState {
  const { scale, zone, crosshair } = useTimeFrame();
  const [hover, setHover] = useState<Hover | null>(null);
  const group = Math.max(1, Math.ceil((columns.length * MIN_COLUMN_PX) / Math.max(1, scale.widthPx)));
  const columnCount = Math.ceil(columns.length / group);
  const shown = useMemo(() => rows.map((row) => ({ ...row, ...mergeColumns(row, group) })), [rows, group]);
  const edges = useMemo(() => columnEdges(columnCount, scale.widthPx), [columnCount, scale.widthPx]);
  const startOf = (column: number): number => columns[column * group] ?? scale.fromMs;
  const endOf = (column: number): number | null =>
    column >= columnCount - 1 ? null : startOf(column) + columnMs * group;
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
      else if (target !== undefined) onOpen(target.id, endOf(cursor.column));
    },
  });
  const cursor = hover ?? { row: 0, column: columnCount - 1 };
  const active = shown[cursor.row];
  const startMs = startOf(cursor.column);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveHeatCursor(cursor, event.key, rows.length, columnCount);
    if (next !== null) {
      setHover({ ...next, source: 'keys' });
      crosshair.set(startOf(next.column) + (columnMs * group) / 2);
    } else if ((event.key === 'Enter' || event.key === ' ') && active !== undefined)
      onOpen(active.id, endOf(cursor.column));
    else return;
    event.preventDefault();
  };
  return {
    shown,
    edges,
    hover,
    cursor,
    active,
    words: describeCell({ row: active, column: cursor.column, startMs, endMs: startMs + columnMs * group, zone }),
    pointer,
    open: () => {
      if (active !== undefined) onOpen(active.id, endOf(cursor.column));
    },
    gridHandlers: {
      onKeyDown,
      onFocus: () => setHover((current) => current ?? { ...cursor, source: 'keys' }),
      onBlur: () => {
        // A finger's choice stays: its "Open" takes the focus away from the grid before it is pressed.
        setHover((current) => (current?.source === 'keys' ? null : current));
        crosshair.set(null);
      },
    },
  };
}
