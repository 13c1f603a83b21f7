import { forEachCdfCell } from './cdf-cells.ts';
import type { MetricInput } from './metric-input.ts';

/** ∫ of |F − G| and of (F − G)² with the largest error of each, in units of the feature; undefined says why. */
export type GridDistance = { absolute: number; square: number; absoluteBound: number; squareBound: number };

/** ∫₀¹ |a + (b − a)t| dt. */
function meanAbsolute(a: number, b: number): number {
  if (a * b >= 0) return Math.abs(a + b) / 2;
  return (a * a + b * b) / (2 * (Math.abs(a) + Math.abs(b)));
}

/**
 * Both distances from counts, taking values as evenly spread inside a cell. A cumulative share that rises by p somewhere
 * in a cell of width w differs from an even rise by at most wp/2, so each cell adds at most w(p + q)/2 to the error of
 * ∫|F − G|, and that times twice the largest |F − G| in it to the error of ∫(F − G)².
 */
export function gridDistance(input: MetricInput): GridDistance | string {
  const { layout, reference, window, rankErrorShare } = input;
  if (layout.kind !== 'numeric') return 'categories have no distances';
  const outside = (window.cells[0] ?? 0) + (window.cells.at(-1) ?? 0);
  const known = outside + (reference.cells[0] ?? 0) + (reference.cells.at(-1) ?? 0);
  if (known > 0) return `${known} values lie outside the range of the reference; how far is not known from counts`;
  const sums: GridDistance = { absolute: 0, square: 0, absoluteBound: 0, squareBound: 0 };
  const counts = { reference: reference.cells, window: window.cells, m: reference.values, n: window.values };
  forEachCdfCell(layout, counts, ({ width, before, p, q }) => {
    const after = before + p - q;
    const error = (p + q) / 2 + 2 * rankErrorShare;
    const largest = Math.min(1, Math.max(Math.abs(before) + Math.max(p, q), Math.abs(after)) + rankErrorShare);
    sums.absolute += width * meanAbsolute(before, after);
    sums.square += (width * (before * before + before * after + after * after)) / 3;
    sums.absoluteBound += width * error;
    sums.squareBound += 2 * width * error * largest;
  });
  return Number.isFinite(sums.absolute + sums.absoluteBound + sums.squareBound)
    ? sums
    : 'it is beyond the range of numbers';
}
