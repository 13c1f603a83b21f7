import { DAY_MS, HOUR_MS } from '../../alarms/alarm-counts.ts';

/** Window lengths that are judged, ascending, and the steps that the reference is counted in to learn them. */
export type AlarmLengths = { windowMs: number[]; stepMs: number };

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Of the lengths asked for, those that are whole numbers of panes and parts of a day; null where none is. */
export function alarmLengths(asked: readonly number[], paneMs: number): AlarmLengths | null {
  const windowMs = [...new Set(asked)]
    .filter((length) => length % paneMs === 0 && DAY_MS % length === 0)
    .toSorted((a, b) => a - b);
  if (windowMs.length === 0) return null;
  return { windowMs, stepMs: windowMs.reduce(greatestCommonDivisor, HOUR_MS) };
}
