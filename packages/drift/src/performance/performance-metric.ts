/** `bound` is the largest error that counting in cells can cause; 0 from raw rows. `note` names a convention that applied. */
export type PerformanceReading =
  | { state: 'measured'; value: number; bound: number; note?: string }
  | { state: 'undefined'; reason: string };

/** What a performance metric is and how it is read off its input. */
export type PerformanceMetric<Input> = {
  id: string;
  label: string;
  kind: 'binary' | 'multiclass' | 'regression';
  unit: 'share' | 'index' | 'count' | 'nats' | 'value' | 'squared value' | 'log value';
  /** Which way is better; a count of events is neither. */
  direction: 'higher' | 'lower' | 'none';
  range: readonly [number, number];
  formula: string;
  source: string;
  read(input: Input): PerformanceReading;
};

export function measured(value: number, bound = 0, note?: string): PerformanceReading {
  if (!Number.isFinite(value)) return { state: 'undefined', reason: 'the values are too large to compute with' };
  return note === undefined ? { state: 'measured', value, bound } : { state: 'measured', value, bound, note };
}

export function undefinedBecause(reason: string): PerformanceReading {
  return { state: 'undefined', reason };
}
