import { sha256Hex } from '../hash/sha256.ts';
import {
  SPECIAL_CELL_COUNT,
  type CategoricalFeatureGrid,
  type CategoricalLayout,
  type FeatureGrid,
  type FeatureLayout,
  type Grid,
  type NumericFeatureGrid,
  type NumericLayout,
  type ReconstructionGrid,
} from './grid.ts';
import { MOMENT_CLAMP, standardised } from './standardised.ts';

/** Keys in a fixed order, so that equal grids have equal text and hash. */
export function canonicalFeatureGrid(feature: FeatureGrid): FeatureGrid {
  const { name, source, kind, coerce } = feature;
  switch (kind) {
    case 'numeric': {
      const { edges, centre, scale, text } = feature;
      const canonical: NumericFeatureGrid = { name, source, kind, coerce, edges, centre, scale };
      return text === undefined ? canonical : { ...canonical, text: { key: text.key, measure: text.measure } };
    }
    case 'vector': {
      const { dimension, bandwidth, frequencies } = feature;
      return { name, source: 'feature', kind, coerce, dimension, bandwidth, frequencies };
    }
    case 'categorical':
    case 'boolean': {
      const { categories, others, saturated } = feature;
      return { name, source, kind, coerce, categories, others, saturated };
    }
  }
}

type Place = { index: number; offset: number; key: string };

/** Edges by feature, all of them in one stretch of memory. */
function edgesOf(features: readonly FeatureGrid[]): Float64Array[] {
  const own = features.map((feature) => (feature.kind === 'numeric' ? feature.edges : []));
  const all = Float64Array.from(own.flat());
  let at = 0;
  return own.map(({ length }) => all.subarray(at, (at += length)));
}

function numericLayout(feature: NumericFeatureGrid, place: Place, slot: number, edges: Float64Array): NumericLayout {
  const [smallest, largest] = [edges[0], edges.at(-1)];
  return {
    feature,
    kind: 'numeric',
    ...place,
    valueCells: edges.length + 1,
    edges,
    keys: null,
    measure: feature.text?.measure ?? null,
    lowest: smallest === undefined ? -MOMENT_CLAMP : standardised(smallest, feature.centre, feature.scale),
    highest: largest === undefined ? MOMENT_CLAMP : standardised(largest, feature.centre, feature.scale),
    slot,
  };
}

function categoricalLayout(feature: CategoricalFeatureGrid, place: Place): CategoricalLayout {
  const otherCell = feature.categories.length;
  const cellByCategory = new Map(feature.categories.map((category, cell) => [category, cell]));
  for (const category of feature.others) cellByCategory.set(category, otherCell);
  return {
    feature,
    kind: 'categorical',
    ...place,
    valueCells: otherCell + 2,
    cellByCategory,
    otherCell,
    newCell: otherCell + 1,
  };
}

function canonicalReconstruction({ features, components }: ReconstructionGrid): ReconstructionGrid {
  return { features: [...features], components: components.map((component) => [...component]) };
}

/** Gives each feature its place in one long vector of counts. */
export function compileGrid(features: readonly FeatureGrid[], reconstruction: ReconstructionGrid | null = null): Grid {
  const canonical = features.map(canonicalFeatureGrid);
  const linear = reconstruction === null ? null : canonicalReconstruction(reconstruction);
  const text = JSON.stringify(linear === null ? canonical : { features: canonical, reconstruction: linear });
  const id = sha256Hex(new TextEncoder().encode(text)).slice(0, 12);
  const edges = edgesOf(canonical);
  let offset = 0;
  let vectorSumCount = 0;
  const layouts = canonical.map((feature, index): FeatureLayout => {
    const place = { index, offset, key: feature.name };
    let layout: FeatureLayout;
    if (feature.kind === 'numeric') {
      const key = feature.text?.key ?? feature.name;
      const own = edges[index] ?? new Float64Array(0);
      layout = numericLayout(feature, { ...place, key }, linear?.features.indexOf(index) ?? -1, own);
    } else if (feature.kind === 'vector') {
      const seed = `${id} ${feature.name}`;
      layout = { feature, kind: 'vector', ...place, valueCells: 1, firstSum: vectorSumCount, seed };
      vectorSumCount += 2 * feature.frequencies;
    } else {
      layout = categoricalLayout(feature, place);
    }
    offset += layout.valueCells + SPECIAL_CELL_COUNT;
    return layout;
  });
  return {
    id,
    features: canonical,
    layouts,
    cellCount: offset,
    vectorSumCount,
    reconstruction: linear === null ? null : { grid: linear, components: Float64Array.from(linear.components.flat()) },
  };
}
