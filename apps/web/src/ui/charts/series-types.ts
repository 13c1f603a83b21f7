import type { SeriesPoint } from './decimate-series.ts';

export type SeriesStyle = 's1' | 's2' | 's3' | 's4' | 's5';

export type Series = {
  id: string;
  label: string;
  /** Colour, dash and marker together, so that series differ without colour. */
  style: SeriesStyle;
  /** Oldest first; `null` values are gaps and stay gaps. `low` and `high` draw the error bound. */
  points: SeriesPoint[];
  /** Usual distance of points: longer silence ends the line. Left out: only null values do. */
  stepMs?: number | undefined;
  /** Holds each value until the next, for what changes in steps. */
  isStepped?: boolean | undefined;
  /** Fills the area between the line and this value, for what is left of something. */
  fillTo?: number | undefined;
};

export type Threshold = { value: number; label: string; tone: 'warn' | 'crit' | 'reference' };

/** Values from here on are still to come. */
export type Pending = { fromMs: number; label: string };
