import type { AlarmFeature } from './alarm-counts.ts';
import type { ClassCounts } from './class-counts.ts';
import type { CellGroups } from './cell-groups.ts';
import type { ViewLaw } from './view-law.ts';
import type { SingleViewId } from './window-views.ts';

/** What was learnt of one feature at one window length. */
export type LengthAlarm = {
  windowMs: number;
  /** Reference windows that were learnt from, and their mean number of events. */
  windows: number;
  meanRows: number;
  /** Bursts: how much larger than chance counts vary; 1 for independent events. */
  phi: number;
  laws: Partial<Record<SingleViewId, ViewLaw>>;
  /** Of single cells: φ_c and τ_c, and the factor they share. */
  cellPhi: Float64Array;
  cellTau: Float64Array;
  cellFactor: number;
  /** X(α) of counting views; 0 where none was needed. */
  excess: { null: number; new: number; tail: number; cell: number };
  /** Largest seen in the reference's own windows, for features that are not stable inside it. */
  largestNew: number;
  largestShape: number;
};

export type FeatureAlarm = {
  feature: AlarmFeature;
  groups: CellGroups;
  /** The reference by the classes of hours that explained it best. */
  classes: ClassCounts;
  lengths: readonly LengthAlarm[];
};
