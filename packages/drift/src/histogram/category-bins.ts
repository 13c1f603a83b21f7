import type { CategoricalLayout } from '../grid/grid.ts';
import type { FeatureCounts } from '../pane/feature-counts.ts';
import type { HistogramBin } from './histogram-bin.ts';

type Sides = { reference: FeatureCounts; window: FeatureCounts };

function share(count: number | undefined, total: number): number {
  return total === 0 ? 0 : (count ?? 0) / total;
}

/** The categories that are largest on either side, then all others together, then those never seen before. */
export function categoryBins(layout: CategoricalLayout, sides: Sides, maxCategories: number): HistogramBin[] {
  const { reference, window } = sides;
  const bin = (label: string, cell: number): HistogramBin => ({
    label,
    from: null,
    to: null,
    reference: share(reference.cells[cell], reference.total),
    window: share(window.cells[cell], window.total),
  });
  const ranked = layout.feature.categories
    .map((category, cell) => bin(category === '' ? '(empty)' : category, cell))
    .toSorted((a, b) => Math.max(b.reference, b.window) - Math.max(a.reference, a.window));
  const shown = ranked.slice(0, maxCategories);
  const hidden = ranked.slice(maxCategories);
  const others = bin('other categories', layout.otherCell);
  for (const { reference, window } of hidden) {
    others.reference += reference;
    others.window += window;
  }
  const rest = [others, bin('new categories', layout.newCell)];
  return [...shown, ...rest.filter(({ reference, window }) => reference > 0 || window > 0)];
}
