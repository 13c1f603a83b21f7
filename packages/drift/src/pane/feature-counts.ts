import { specialCellIndex } from '../grid/cell-of-value.ts';
import type { FeatureLayout } from '../grid/grid.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';
import { exactSum } from './exact-sum.ts';
import { EXCESS_PER_FEATURE, MOMENT_UNIT, MOMENTS_PER_FEATURE, type Pane } from './pane.ts';
import { totalCount } from './total-count.ts';

/** One feature's counts in a reference or a window: what metrics read. */
export type FeatureCounts = {
  /** Counts of the value cells. */
  cells: Float64Array;
  /** Events, with or without a usable value. */
  total: number;
  /** Events with a usable value: the sum of `cells`. */
  values: number;
  /** Absent or null. */
  missing: number;
  /** Of the wrong type, NaN or infinite. */
  invalid: number;
  mean: number | null;
  /** With divisor n. */
  sd: number | null;
  /** By how much the values outside the reference's range lie outside, added up; absent where it was not counted. */
  outside?: { below: number; above: number };
};

function withoutMoments(layout: FeatureLayout, counts: Float64Array): FeatureCounts {
  const cells = counts.subarray(layout.offset, layout.offset + layout.valueCells);
  const special = (cell: Parameters<typeof specialCellIndex>[1]): number => counts[specialCellIndex(layout, cell)] ?? 0;
  const values = totalCount(cells);
  const missing = special('absent') + special('null');
  const invalid =
    special('wrongType') + special('notANumber') + special('positiveInfinity') + special('negativeInfinity');
  return { cells, total: values + missing + invalid, values, missing, invalid, mean: null, sd: null };
}

export function referenceCounts(reference: FrozenReference, layout: FeatureLayout): FeatureCounts {
  const feature = reference.features[layout.index];
  const counts = withoutMoments(layout, reference.counts);
  return { ...counts, mean: feature?.mean ?? null, sd: feature?.sd ?? null };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Mean and sd come from the standardised moments: mean = centre + scale·Σz/n, error below scale·2^−21. */
export function paneCounts(pane: Pane, layout: FeatureLayout): FeatureCounts {
  const counts = withoutMoments(layout, pane.counts);
  if (layout.kind !== 'numeric' || counts.values === 0) return counts;
  const first = layout.index * MOMENTS_PER_FEATURE;
  const zMean = exactSum(pane.moments, first) / counts.values / MOMENT_UNIT;
  const zSquareMean = exactSum(pane.moments, first + 2) / counts.values / MOMENT_UNIT;
  const { centre, scale } = layout.feature;
  const zVariance = Math.max(0, zSquareMean - zMean * zMean);
  const excess = (place: number): number =>
    (scale * exactSum(pane.excess, layout.index * EXCESS_PER_FEATURE + place)) / MOMENT_UNIT;
  return {
    ...counts,
    outside: { below: excess(0), above: excess(2) },
    mean: finiteOrNull(centre + scale * zMean),
    sd: finiteOrNull(scale * Math.sqrt(zVariance)),
  };
}
