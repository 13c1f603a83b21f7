import { specialCellIndex } from '../grid/cell-of-value.ts';
import { SPECIAL_CELL_COUNT, type FeatureLayout } from '../grid/grid.ts';
import type { Pane } from './pane.ts';

/** How many events of a pane were counted in a feature, how many lacked it, and how many had it in another type. */
export function featureHealth(pane: Pane, layout: FeatureLayout): { total: number; absent: number; wrongType: number } {
  let total = 0;
  const end = layout.offset + layout.valueCells + SPECIAL_CELL_COUNT;
  for (let cell = layout.offset; cell < end; cell += 1) total += pane.counts[cell] ?? 0;
  const special = (cell: 'absent' | 'wrongType') => pane.counts[specialCellIndex(layout, cell)] ?? 0;
  return { total, absent: special('absent'), wrongType: special('wrongType') };
}
