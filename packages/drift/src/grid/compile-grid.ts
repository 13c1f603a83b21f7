import { sha256Hex } from '../hash/sha256.ts';
import {
  SPECIAL_CELL_COUNT,
  type CategoricalFeatureGrid,
  type FeatureGrid,
  type FeatureLayout,
  type Grid,
  type NumericFeatureGrid,
} from './grid.ts';

/** Keys in a fixed order, so that equal grids have equal text and hash. */
export function canonicalFeatureGrid(feature: FeatureGrid): FeatureGrid {
  const { name, source, kind, coerce } = feature;
  if (kind === 'numeric') {
    const { edges, centre, scale } = feature;
    return { name, source, kind, coerce, edges, centre, scale };
  }
  const { categories, others, saturated } = feature;
  return { name, source, kind, coerce, categories, others, saturated };
}

function numericLayout(feature: NumericFeatureGrid, index: number, offset: number): FeatureLayout {
  const edges = Float64Array.from(feature.edges);
  return { feature, kind: 'numeric', index, offset, valueCells: edges.length + 1, edges };
}

function categoricalLayout(feature: CategoricalFeatureGrid, index: number, offset: number): FeatureLayout {
  const otherCell = feature.categories.length;
  const cellByCategory = new Map(feature.categories.map((category, cell) => [category, cell]));
  for (const category of feature.others) cellByCategory.set(category, otherCell);
  return {
    feature,
    kind: 'categorical',
    index,
    offset,
    valueCells: otherCell + 2,
    cellByCategory,
    otherCell,
    newCell: otherCell + 1,
  };
}

/** Gives each feature its place in one long vector of counts. */
export function compileGrid(features: readonly FeatureGrid[]): Grid {
  let offset = 0;
  const canonical = features.map(canonicalFeatureGrid);
  const layouts = canonical.map((feature, index) => {
    const layout =
      feature.kind === 'numeric' ? numericLayout(feature, index, offset) : categoricalLayout(feature, index, offset);
    offset += layout.valueCells + SPECIAL_CELL_COUNT;
    return layout;
  });
  const id = sha256Hex(new TextEncoder().encode(JSON.stringify(canonical))).slice(0, 12);
  return { id, features: canonical, layouts, cellCount: offset };
}
