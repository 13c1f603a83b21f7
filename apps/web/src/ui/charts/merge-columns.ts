export type HeatCells = { ratios: (number | null)[]; marks: string };

/** Order of loss: a column that holds any judged window shows the worst one, before "too few", before a gap. */
const RANK: Record<string, number> = { '-': 0, i: 1, o: 2, w: 3, c: 4 };

/** Puts `group` neighbouring columns into one, keeping the worst of them. */
export function mergeColumns(cells: HeatCells, group: number): HeatCells {
  if (group <= 1) return cells;
  const ratios: (number | null)[] = [];
  let marks = '';
  for (let start = 0; start < cells.ratios.length; start += group) {
    let ratio: number | null = null;
    let mark = '-';
    for (let column = start; column < Math.min(start + group, cells.ratios.length); column += 1) {
      const candidate = cells.ratios[column] ?? null;
      const letter = cells.marks[column] ?? '-';
      if (candidate !== null && (ratio === null || candidate > ratio)) ratio = candidate;
      if ((RANK[letter] ?? 0) > (RANK[mark] ?? 0)) mark = letter;
    }
    ratios.push(ratio);
    marks += mark;
  }
  return { ratios, marks };
}
