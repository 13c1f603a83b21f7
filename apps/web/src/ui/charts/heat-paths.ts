import type { HeatCells } from './merge-columns.ts';
import { soundingLevel } from './sounding-level.ts';

export type HeatPaths = { levels: string[]; insufficient: string };

/** Integer column edges, so that neighbouring cells neither overlap nor leave hairlines. */
export function columnEdges(columns: number, widthPx: number): number[] {
  return Array.from({ length: columns + 1 }, (_, index) => Math.round((index * widthPx) / Math.max(1, columns)));
}

/** Whether a cell was judged; only those have a colour. */
export function isJudged(mark: string | undefined): boolean {
  return mark === 'o' || mark === 'w' || mark === 'c';
}

/** One path a level: equal neighbours in a row become one rectangle, so 50 × 480 cells stay a few hundred runs. */
export function heatPaths(rows: HeatCells[], edges: number[], rowPx: number): HeatPaths {
  const levels = Array.from({ length: 7 }, () => '');
  let insufficient = '';
  for (const [rowIndex, row] of rows.entries()) {
    const y = rowIndex * rowPx;
    let start = 0;
    while (start < edges.length - 1) {
      const kind = kindOf(row, start);
      let end = start + 1;
      while (end < edges.length - 1 && kindOf(row, end) === kind) end += 1;
      const x = edges[start] ?? 0;
      const width = (edges[end] ?? x) - x;
      const rectangle = `M${x} ${y}h${width}v${rowPx - 1}h${-width}z`;
      if (kind === 'insufficient') insufficient += rectangle;
      else if (kind !== 'gap') levels[kind] = (levels[kind] ?? '') + rectangle;
      start = end;
    }
  }
  return { levels, insufficient };
}

function kindOf(row: HeatCells, column: number): number | 'insufficient' | 'gap' {
  const mark = row.marks[column];
  if (mark === 'i') return 'insufficient';
  const ratio = row.ratios[column];
  return isJudged(mark) && ratio !== null && ratio !== undefined ? soundingLevel(ratio) : 'gap';
}
