export type HeatCursor = { row: number; column: number };

const PAGE_ROWS = 10;

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}

const MOVES: Record<string, (cursor: HeatCursor, rows: number, columns: number) => HeatCursor> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  PageUp: ({ row, column }) => ({ row: row - PAGE_ROWS, column }),
  PageDown: ({ row, column }) => ({ row: row + PAGE_ROWS, column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, _rows, columns) => ({ row, column: columns - 1 }),
};

/** Where a key moves the cursor, kept inside the grid; null when the key is not one of the grid's. */
export function moveHeatCursor(cursor: HeatCursor, key: string, rows: number, columns: number): HeatCursor | null {
  const move = MOVES[key];
  if (move === undefined || rows === 0 || columns === 0) return null;
  const next = move(cursor, rows, columns);
  return { row: clamp(next.row, rows), column: clamp(next.column, columns) };
}

/** The column whose edges enclose `x`. */
export function columnAt(edges: number[], x: number): number {
  let low = 0;
  let high = Math.max(0, edges.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}
