import { exactSum } from '../pane/exact-sum.ts';
import type { Pane } from '../pane/pane.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';
import type { ReconstructionSummary, ReferenceExtrasOf } from '../reference/reference-extras.ts';
import { ERROR_UNIT } from './add-reconstruction.ts';

/** Mean and standard deviation (divisor n) of the reconstruction error in a pane; n = 0: both 0. */
export function paneReconstruction(pane: Pane): { n: number; mean: number; sd: number } {
  const n = pane.events;
  if (n === 0) return { n, mean: 0, sd: 0 };
  const mean = exactSum(pane.reconstruction, 0) / ERROR_UNIT / n;
  const squares = exactSum(pane.reconstruction, 2) / ERROR_UNIT / n;
  return { n, mean, sd: Math.sqrt(Math.max(0, squares - mean * mean)) };
}

/**
 * What a stretch of the stream says of vectors and of reconstruction, to take the place of the reference's own. How
 * vectors scatter (`traces`) stays as it was. Labels come later than events, so there are no scores by class.
 */
export function paneExtras(reference: FrozenReference, pane: Pane): ReferenceExtrasOf {
  const explained = reference.reconstruction?.explained;
  const reconstruction: ReconstructionSummary | null =
    explained === undefined ? null : { ...paneReconstruction(pane), explained };
  const vectors = reference.vectors.map((summary) => {
    const layout = reference.grid.layouts[summary.feature];
    if (layout?.kind !== 'vector') throw new RangeError('a summary of vectors is of no vector feature');
    const end = layout.firstSum + summary.sums.length;
    return { ...summary, n: pane.counts[layout.offset] ?? 0, sums: pane.vectorSums.slice(layout.firstSum, end) };
  });
  return { reconstruction, vectors, quality: null };
}
