import { referenceCounts, paneCounts, type FeatureCounts } from '../pane/feature-counts.ts';
import type { Pane } from '../pane/pane.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';
import type { FeatureKind, FeatureLayout } from '../grid/grid.ts';
import { categoryBins } from './category-bins.ts';
import type { HistogramBin } from './histogram-bin.ts';
import { numericBins } from './numeric-bins.ts';

type Pair = { reference: number; window: number };

/** One feature's distribution, reference next to window, for people to look at. */
export type FeatureHistogram = {
  feature: string;
  kind: FeatureKind;
  referenceN: number;
  windowN: number;
  /** Shares of all events; together with `missing` they sum to 1 on each side that has events. */
  bins: HistogramBin[];
  /** Events without a usable value. */
  missing: Pair;
  /** Categories never seen in the reference; for numbers, values outside its range. */
  newShare: Pair;
  mean: { reference: number | null; window: number | null; referenceSd: number | null };
};

export type FeatureHistogramOptions = {
  /** Numeric bins, open ones included. */
  maxBins?: number;
  /** Categories shown by name. */
  maxCategories?: number;
};

function newCount(layout: FeatureLayout, { cells }: FeatureCounts): number {
  if (layout.kind === 'categorical') return cells[layout.newCell] ?? 0;
  if (layout.kind === 'vector') return 0;
  return layout.edges.length === 0 ? 0 : (cells[0] ?? 0) + (cells.at(-1) ?? 0);
}

type Sides = { reference: FeatureCounts; window: FeatureCounts };

function binsOf(
  layout: FeatureLayout,
  sides: Sides,
  { maxBins, maxCategories }: Required<FeatureHistogramOptions>,
): HistogramBin[] {
  if (layout.kind === 'numeric') return numericBins(layout, sides, maxBins);
  if (layout.kind === 'categorical') return categoryBins(layout, sides, maxCategories);
  const share = ({ values, total }: FeatureCounts): number => (total === 0 ? 0 : values / total);
  const all = { reference: share(sides.reference), window: share(sides.window) };
  return [{ label: `vectors of ${layout.feature.dimension} numbers`, from: null, to: null, ...all }];
}

/** Undefined for a feature that the reference does not have. */
export function featureHistogram(
  reference: FrozenReference,
  pane: Pane,
  feature: string,
  { maxBins = 20, maxCategories = 12 }: FeatureHistogramOptions = {},
): FeatureHistogram | undefined {
  if (pane.gridId !== reference.gridId)
    throw new RangeError(`pane of grid ${pane.gridId}, the reference's is ${reference.gridId}`);
  const layout = reference.grid.layouts.find((one) => one.feature.name === feature);
  if (layout === undefined) return undefined;
  const sides = { reference: referenceCounts(reference, layout), window: paneCounts(pane, layout) };
  const shares = (count: (side: FeatureCounts) => number): Pair => ({
    reference: sides.reference.total === 0 ? 0 : count(sides.reference) / sides.reference.total,
    window: sides.window.total === 0 ? 0 : count(sides.window) / sides.window.total,
  });
  return {
    feature,
    kind: layout.feature.kind,
    referenceN: sides.reference.total,
    windowN: sides.window.total,
    bins: binsOf(layout, sides, { maxBins, maxCategories }),
    missing: shares(({ missing, invalid }) => missing + invalid),
    newShare: shares((side) => newCount(layout, side)),
    mean: { reference: sides.reference.mean, window: sides.window.mean, referenceSd: sides.reference.sd },
  };
}
