import type { HeatCells } from './merge-columns.ts';

/** One row of a heatmap. `marks`: o ok, w warning, c critical, i too few events, - gap; one letter a column. */
export type HeatRow = HeatCells & {
  id: string;
  label: string;
  now: { ratio: number; verdict: string } | null;
};
