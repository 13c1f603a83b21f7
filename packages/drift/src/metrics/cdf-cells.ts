import type { NumericLayout } from '../grid/grid.ts';

/** One cell of a numeric grid: how wide, F − G where it begins, and the shares of both sides inside it. */
type CdfCell = { width: number; before: number; p: number; q: number };

/** The cells between the smallest and the largest reference value, in order. */
export function forEachCdfCell(
  { edges }: NumericLayout,
  counts: { reference: Float64Array; window: Float64Array; m: number; n: number },
  visit: (cell: CdfCell) => void,
): void {
  const { reference, window, m, n } = counts;
  let referenceBefore = 0;
  let windowBefore = 0;
  for (let cell = 0; cell <= edges.length; cell += 1) {
    const a = reference[cell] ?? 0;
    const b = window[cell] ?? 0;
    if (cell > 0 && cell < edges.length)
      visit({
        width: (edges[cell] as number) - (edges[cell - 1] as number),
        before: (referenceBefore * n - windowBefore * m) / (n * m),
        p: a / m,
        q: b / n,
      });
    referenceBefore += a;
    windowBefore += b;
  }
}
