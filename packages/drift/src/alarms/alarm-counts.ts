/** What an alarm model must know of a feature's cells: `valueCells` of values, then `null`, then `new`. */
export type AlarmFeature = {
  name: string;
  /** Only of ordered cells can it be said that they lie low or high. */
  isOrdered: boolean;
  valueCells: number;
};

/** Cells of a feature in the counts below. `new` = an unseen category, or a value outside the reference's range. */
export function alarmCells({ valueCells }: AlarmFeature): { nullCell: number; newCell: number; width: number } {
  return { nullCell: valueCells, newCell: valueCells + 1, width: valueCells + 2 };
}

/** One feature's counts of a stretch, in steps that divide the hour and begin on it; empty steps included. */
export type AlarmHistory = {
  startMs: number;
  stepMs: number;
  steps: number;
  /** Step by step, `width` cells each. */
  counts: Float64Array | Float32Array | Uint32Array;
};

/** A window's counts, and how its rows are spread over hours: seasonal baselines are mixed in that proportion. */
export type AlarmWindow = {
  counts: Float64Array;
  hours: readonly { hourStartMs: number; rows: number }[];
};

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
