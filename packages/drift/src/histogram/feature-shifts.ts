import { specialCellIndex } from '../grid/cell-of-value.ts';
import { SPECIAL_CELLS, type SpecialCell } from '../grid/grid.ts';
import { paneCounts, referenceCounts } from '../pane/feature-counts.ts';
import type { Pane } from '../pane/pane.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';

/** A category of the reference that the window does not hold. */
export type VanishedCategory = {
  category: string;
  /** Of the reference's values. */
  referenceShare: number;
  /** Of them the window would hold if nothing had changed; their absence has a chance of e^−expected. */
  expected: number;
};

/** What of a feature came or went besides the shape of its distribution. */
export type FeatureShifts = {
  /** Why events had no usable value, those that occur on either side, as shares of all events. */
  unusable: { reason: SpecialCell; reference: number; window: number }[];
  /** Commonest first, at most `maxVanished`, without those that chance leaves out of such a window. */
  vanished: VanishedCategory[];
  /** All of them, and those of the reference that are missing as chance would have it. */
  vanishedCount: number;
  rareCount: number;
};

/** Below, the absence of a category has a chance of more than 5 %. */
const EXPECTED_AT_LEAST = Math.log(20);

/**
 * Categories that are gone and why values are unusable, from counts. Absence is told from chance by Poisson's law: none
 * where λ are expected has probability e^−λ. Undefined for a feature that the reference does not have; a window without
 * values has lost nothing.
 */
export function featureShifts(
  reference: FrozenReference,
  pane: Pane,
  feature: string,
  { maxVanished = 20 }: { maxVanished?: number } = {},
): FeatureShifts | undefined {
  const layout = reference.grid.layouts.find((one) => one.feature.name === feature);
  if (layout === undefined) return undefined;
  const sides = { reference: referenceCounts(reference, layout), window: paneCounts(pane, layout) };
  const share = (count: number, total: number): number => (total === 0 ? 0 : count / total);
  const unusable = SPECIAL_CELLS.map((reason) => {
    const cell = specialCellIndex(layout, reason);
    return {
      reason,
      reference: share(reference.counts[cell] ?? 0, sides.reference.total),
      window: share(pane.counts[cell] ?? 0, sides.window.total),
    };
  }).filter((one) => one.reference > 0 || one.window > 0);
  const categories = layout.kind === 'categorical' ? layout.feature.categories : [];
  const gone = categories.flatMap((category, cell): VanishedCategory[] => {
    const referenceShare = share(sides.reference.cells[cell] ?? 0, sides.reference.values);
    if (referenceShare === 0 || (sides.window.cells[cell] ?? 0) > 0 || sides.window.values === 0) return [];
    return [{ category, referenceShare, expected: referenceShare * sides.window.values }];
  });
  const vanished = gone
    .filter(({ expected }) => expected >= EXPECTED_AT_LEAST)
    .toSorted((a, b) => b.referenceShare - a.referenceShare);
  return {
    unusable,
    vanished: vanished.slice(0, maxVanished),
    vanishedCount: vanished.length,
    rareCount: gone.length - vanished.length,
  };
}
