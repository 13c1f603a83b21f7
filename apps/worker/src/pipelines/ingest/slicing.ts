import type { CategoricalLayout, Grid } from '@leeway/drift';

/** Slices a model can have: the commonest categories of the reference, which come first in its grid. */
const MAX_SLICES = 10;

export type Slicing = { layout: CategoricalLayout; names: readonly string[] };

/** How events are told apart by a feature; null when the grid has no such category. */
export function createSlicing(grid: Grid | null, sliceBy: string | null): Slicing | null {
  if (grid === null || sliceBy === null) return null;
  const layout = grid.layouts.find(({ feature }) => feature.name === sliceBy);
  if (layout === undefined || layout.kind !== 'categorical' || layout.feature.source !== 'feature') return null;
  const names = layout.feature.categories.slice(0, MAX_SLICES).map((category) => `${sliceBy}=${category}`);
  return { layout, names };
}
