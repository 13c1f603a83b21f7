import type { FeatureLayout } from '../grid/grid.ts';
import { alarmCells, type AlarmFeature } from './alarm-counts.ts';
import { SPECIAL_CELL_COUNT } from '../grid/grid.ts';

/** A grid's feature as the alarm rule sees it; undefined for vectors, whose single cell says nothing. */
export function alarmFeatureOf({ kind, feature, valueCells }: FeatureLayout): AlarmFeature | undefined {
  if (kind === 'vector') return undefined;
  // Numbers: the first and the last cell lie outside the reference's range. Categories: the last is `new`.
  const inside = Math.max(1, kind === 'numeric' ? valueCells - 2 : valueCells - 1);
  return { name: feature.name, isOrdered: kind === 'numeric', valueCells: inside };
}

/** Adds a pane's counts of one feature to `into` (at `at`), and returns how many events that were. */
export function addPaneCells(
  layout: FeatureLayout,
  feature: AlarmFeature,
  counts: Float64Array,
  into: Float64Array | Uint32Array,
  at = 0,
): number {
  const { nullCell, newCell } = alarmCells(feature);
  let rows = 0;
  for (let cell = 0; cell < layout.valueCells + SPECIAL_CELL_COUNT; cell += 1) {
    const count = counts[layout.offset + cell] as number;
    if (count === 0) continue;
    let target = layout.kind === 'numeric' ? cell - 1 : cell;
    if (cell >= layout.valueCells) target = nullCell;
    else if (target < 0 || target >= feature.valueCells) target = newCell;
    into[at + target] = (into[at + target] as number) + count;
    rows += count;
  }
  return rows;
}
