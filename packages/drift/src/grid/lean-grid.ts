import type { Grid } from './grid.ts';

const NOTHING: readonly number[] = [];

/** A grid that keeps edges and components once, in the form that counting uses, and not as lists beside it. */
export function leanGrid(grid: Grid): Grid {
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
