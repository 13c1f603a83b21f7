import { paneCounts } from '../pane/feature-counts.ts';
import type { Pane } from '../pane/pane.ts';
import type { FrozenReference, ReferenceProvenance } from './frozen-reference.ts';
import { bodyOfReference, referenceFromBody } from './reference-body.ts';
import { SPECIAL_CELL_COUNT } from '../grid/grid.ts';
import { paneExtras } from '../multivariate/pane-extras.ts';
import { extrasBody } from './reference-extras.ts';

/** Smallest and largest value that the filled cells allow, kept within what the old reference knew. */
function range(edges: Float64Array, cells: Float64Array): { min: number | null; max: number | null } {
  const filled = [...cells.keys()].filter((cell) => (cells[cell] ?? 0) > 0);
  const first = filled[0];
  const last = filled.at(-1);
  if (first === undefined || last === undefined) return { min: null, max: null };
  return { min: edges[Math.max(0, first - 1)] ?? null, max: edges[Math.min(edges.length - 1, last)] ?? null };
}

/**
 * A reference with the counts and moments of a stretch of the stream, on the same grid: panes that were counted for
 * the old reference serve the new one without reading the stream again. `pane` is the sum over that stretch.
 */
export function rebaseline(reference: FrozenReference, pane: Pane, provenance: ReferenceProvenance): FrozenReference {
  if (pane.gridId !== reference.gridId)
    throw new RangeError(`pane of grid ${pane.gridId}, the reference's is ${reference.gridId}`);
  const body = bodyOfReference(reference);
  const features = body.features.map((feature, index) => {
    const layout = reference.grid.layouts[index];
    if (layout === undefined) throw new RangeError('a reference has more features than its grid');
    const { cells, values, missing, mean, sd } = paneCounts(pane, layout);
    const end = layout.offset + layout.valueCells + SPECIAL_CELL_COUNT;
    return {
      grid: feature.grid,
      values,
      missing,
      mean,
      sd,
      ...(layout.kind === 'numeric' ? range(layout.edges, cells) : { min: null, max: null }),
      rankErrorShare: 0,
      counts: [...pane.counts.subarray(layout.offset, end)],
    };
  });
  const extras = extrasBody(paneExtras(reference, pane), reference.grid);
  const rebased = { rowCount: pane.events, features, provenance };
  return referenceFromBody(extras === undefined ? rebased : { ...rebased, extras });
}
