import type { CategoricalLayout, Grid } from '@leeway/drift';
import { sliceNames } from '@leeway/store';

export type Slicing = { layout: CategoricalLayout; names: readonly string[] };

/** How events are told apart by a feature; null when the grid has no such category. */
export function createSlicing(grid: Grid | null, sliceBy: string | null): Slicing | null {
  if (grid === null || sliceBy === null) return null;
  const layout = grid.layouts.find(({ feature }) => feature.name === sliceBy);
  if (layout === undefined || layout.kind !== 'categorical' || layout.feature.source !== 'feature') return null;
  return { layout, names: sliceNames(layout) };
}
