import type { FeatureLayout } from '../grid/grid.ts';
import { paneCounts, referenceCounts, type FeatureCounts } from '../pane/feature-counts.ts';
import type { Pane } from '../pane/pane.ts';
import type { FrozenReference } from '../reference/frozen-reference.ts';
import { groupCounts, groupOfCell } from './group-cells.ts';

/** One feature of one window next to its reference: all that a metric may look at. */
export type MetricInput = {
  layout: FeatureLayout;
  reference: FeatureCounts;
  window: FeatureCounts;
  /** Values by group; what is in the window does not shape the groups, only how much is in it. */
  grouped: { reference: Float64Array; window: Float64Array };
  /** Largest error of a cumulative share of the reference; 0 = exact. */
  rankErrorShare: number;
  /** Fewest values that a metric of the distribution of values is computed from. */
  minValues: number;
};

/** `bins`: how many groups binned metrics sort values into, about. */
export function metricInput(
  side: { reference: FrozenReference; pane: Pane },
  layout: FeatureLayout,
  { bins, minValues }: { bins: number; minValues: number },
): MetricInput {
  const reference = referenceCounts(side.reference, layout);
  const window = paneCounts(side.pane, layout);
  const groups = groupOfCell(layout, reference.cells, { bins, windowValues: window.values });
  return {
    layout,
    reference,
    window,
    grouped: { reference: groupCounts(reference.cells, groups), window: groupCounts(window.cells, groups) },
    rankErrorShare: side.reference.features[layout.index]?.rankErrorShare ?? 0,
    minValues,
  };
}
