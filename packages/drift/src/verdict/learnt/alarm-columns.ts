import { alarmCells, type AlarmFeature } from '../../alarms/alarm-counts.ts';
import { alarmFeatureOf } from '../../alarms/pane-cells.ts';
import type { FeatureLayout, Grid } from '../../grid/grid.ts';

/** A feature that alarms are learnt of: everything but vectors. */
export type AlarmColumn = {
  layout: FeatureLayout;
  feature: AlarmFeature;
  /** Where its cells begin in the counts of all columns. */
  offset: number;
  width: number;
};

const known = new WeakMap<Grid, AlarmColumn[]>();

/** In the grid's order. */
export function alarmColumns(grid: Grid): readonly AlarmColumn[] {
  const cached = known.get(grid);
  if (cached !== undefined) return cached;
  let offset = 0;
  const columns = grid.layouts.flatMap((layout): AlarmColumn[] => {
    const feature = alarmFeatureOf(layout);
    if (feature === undefined) return [];
    const { width } = alarmCells(feature);
    offset += width;
    return [{ layout, feature, offset: offset - width, width }];
  });
  known.set(grid, columns);
  return columns;
}

/** Cells of all columns together. */
export function columnsWidth(columns: readonly AlarmColumn[]): number {
  const last = columns.at(-1);
  return last === undefined ? 0 : last.offset + last.width;
}
