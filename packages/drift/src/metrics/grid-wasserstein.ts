import type { FeatureCounts } from '../pane/feature-counts.ts';
import { forEachCdfCell } from './cdf-cells.ts';
import type { MetricInput } from './metric-input.ts';

/** ∫ of |F − G| and of (F − G)² with the largest error of each, in units of the feature. */
export type GridDistance = { absolute: number; square: number; absoluteBound: number; squareBound: number };

/** ∫₀¹ |a + (b − a)t| dt. */
function meanAbsolute(a: number, b: number): number {
  if (a * b >= 0) return Math.abs(a + b) / 2;
  return (a * a + b * b) / (2 * (Math.abs(a) + Math.abs(b)));
}

function outermost({ cells }: FeatureCounts): { below: number; above: number } {
  return { below: cells[0] ?? 0, above: cells.at(-1) ?? 0 };
}

/**
 * Beyond the reference only the window has values, so |F − G| there is the share further out: its integral is by how much
 * those values lie outside, ÷ n, which panes add up; that of its square is at most this times their share.
 */
function addOutside(sums: GridDistance, { window }: MetricInput, roundingPerValue: number): string | undefined {
  const counts = outermost(window);
  for (const end of ['below', 'above'] as const) {
    if (counts[end] === 0) continue;
    const sum = window.outside?.[end] ?? 0;
    if (!(sum > 0)) return `${counts[end]} values lie ${end} the range of the reference; how far was not counted`;
    const share = counts[end] / window.values;
    const absolute = sum / window.values;
    sums.absolute += absolute;
    sums.absoluteBound += share * roundingPerValue;
    sums.square += (share * absolute) / 2;
    sums.squareBound += (share * absolute) / 2;
  }
  return undefined;
}

/**
 * Both distances from counts, taking values as evenly spread inside a cell. A cumulative share that rises by p somewhere
 * in a cell of width w differs from an even rise by at most wp/2, so each cell adds at most w(p + q)/2 to the error of
 * ∫|F − G|, and that times twice the largest |F − G| in it to the error of ∫(F − G)². A text says why there are none.
 */
export function gridDistance(input: MetricInput): GridDistance | string {
  const { layout, reference, window, rankErrorShare } = input;
  if (layout.kind !== 'numeric') return 'categories have no distances';
  const beyond = outermost(reference);
  if (beyond.below + beyond.above > 0) return 'the reference was counted on the grid of another one';
  const sums: GridDistance = { absolute: 0, square: 0, absoluteBound: 0, squareBound: 0 };
  const counts = { reference: reference.cells, window: window.cells, m: reference.values, n: window.values };
  forEachCdfCell(layout, counts, ({ width, before, p, q }) => {
    const after = before + p - q;
    const error = (p + q) / 2 + 2 * rankErrorShare;
    const largest = Math.min(1, Math.max(Math.abs(before), Math.abs(after)) + Math.max(p, q) + rankErrorShare);
    sums.absolute += width * meanAbsolute(before, after);
    sums.square += (width * (before * before + before * after + after * after)) / 3;
    sums.absoluteBound += width * error;
    sums.squareBound += 2 * width * error * largest;
  });
  const refused = addOutside(sums, input, layout.feature.scale * 2 ** -20);
  if (refused !== undefined) return refused;
  return Number.isFinite(sums.absolute + sums.absoluteBound + sums.squareBound)
    ? sums
    : 'it is beyond the range of numbers';
}
