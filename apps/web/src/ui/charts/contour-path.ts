/** Lines by grid position: `line` is the edge's own co-ordinate, [from, to) the cells that it borders. */
type Run = { line: number; from: number; to: number };

function runsOf(lines: number, cells: number, isBorder: (line: number, cell: number) => boolean): Run[] {
  const runs: Run[] = [];
  for (let line = 0; line <= lines; line += 1) {
    let from = -1;
    for (let cell = 0; cell <= cells; cell += 1) {
      const border = cell < cells && isBorder(line, cell);
      if (border && from < 0) from = cell;
      if (!border && from >= 0) {
        runs.push({ line, from, to: cell });
        from = -1;
      }
    }
  }
  return runs;
}

/**
 * The boundary of the cells where `isInside` holds, like a depth contour: collinear edges are joined into one stroke.
 * `xs` are the column edges in px; rows are `rowPx` high and the line runs in the 1 px gap between two rows.
 */
export function contourPath(
  rows: number,
  xs: number[],
  rowPx: number,
  isInside: (row: number, column: number) => boolean,
): string {
  const columns = xs.length - 1;
  const inside = (row: number, column: number): boolean =>
    row >= 0 && row < rows && column >= 0 && column < columns && isInside(row, column);
  const y = (row: number): number => row * rowPx - 0.5;
  const x = (column: number): number => xs[column] ?? 0;
  const horizontal = runsOf(rows, columns, (line, cell) => inside(line - 1, cell) !== inside(line, cell));
  const vertical = runsOf(columns, rows, (line, cell) => inside(cell, line - 1) !== inside(cell, line));
  return [
    ...horizontal.map(({ line, from, to }) => `M${x(from)} ${y(line)}H${x(to)}`),
    ...vertical.map(({ line, from, to }) => `M${x(line)} ${y(from)}V${y(to)}`),
  ].join('');
}
