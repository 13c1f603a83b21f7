import type { Grid } from '@leeway/drift';

const NOTHING: readonly number[] = [];

/** A grid without what only people read: edges and components are kept once, in the form that counting uses. */
export function countingGrid(grid: Grid): Grid {
  const layouts = grid.layouts.map((layout) =>
    layout.kind === 'numeric' ? { ...layout, feature: { ...layout.feature, edges: NOTHING } } : layout,
  );
  const { reconstruction } = grid;
  return {
    ...grid,
    features: layouts.map(({ feature }) => feature),
    layouts,
    reconstruction:
      reconstruction === null
        ? null
        : { ...reconstruction, grid: { features: reconstruction.grid.features, components: [] } },
  };
}
