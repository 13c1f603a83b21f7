import type { FeatureLayout } from '../grid/grid.ts';
import { featureHealth } from './feature-health.ts';
import type { Pane } from './pane.ts';

/** Values of a feature in a pane: with something that can be used, and absent, null, NaN, infinite or of a wrong type. */
export function usableValues(pane: Pane, layout: FeatureLayout): { usable: number; unusable: number } {
  let usable = 0;
  const end = layout.offset + layout.valueCells;
  for (let cell = layout.offset; cell < end; cell += 1) usable += pane.counts[cell] ?? 0;
  return { usable, unusable: featureHealth(pane, layout).total - usable };
}
