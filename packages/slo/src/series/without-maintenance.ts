import { MINUTE_MS, type MinuteRange } from '../budget/rolling-window.ts';
import type { SliMinute } from './minute-series.ts';

/**
 * Counts with every minute that a maintenance touches as unknown: what happened in it neither burns the budget nor earns
 * any, it lowers coverage. Ranges may overlap; `toMs` is exclusive.
 */
export function withoutMaintenance(minutes: readonly SliMinute[], ranges: readonly MinuteRange[]): SliMinute[] {
  if (ranges.length === 0) return [...minutes];
  return minutes.map((minute) => {
    const { minuteMs, good, bad, unknown } = minute;
    const isTouched = ranges.some(({ fromMs, toMs }) => fromMs < minuteMs + MINUTE_MS && toMs > minuteMs);
    return isTouched ? { minuteMs, good: 0, bad: 0, unknown: good + bad + unknown } : minute;
  });
}
