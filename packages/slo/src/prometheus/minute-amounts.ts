import { MINUTE_MS } from '../budget/rolling-window.ts';

/** Samples of one series at ends of minutes, ascending. */
export type MinuteSamples = { samples: readonly { atMs: number; value: number }[] };

/** By the start of the minute; NaN where Prometheus says so. Minutes without a sample are absent. */
export type MinuteAmounts = Map<number, number>;

/**
 * What counters have grown in each minute from `fromMs` on, over all series. A counter that is smaller than before began
 * anew, and all it shows came since. Growth over a gap is counted in the minute in which the series is there again; what
 * a series shows when it is first seen is not growth. Samples before `fromMs` only say where it started.
 */
export function growthByMinute(series: readonly MinuteSamples[], fromMs: number): MinuteAmounts {
  const amounts: MinuteAmounts = new Map();
  for (const { samples } of series) {
    let before: number | null = null;
    for (const { atMs, value } of samples) {
      if (!Number.isFinite(value)) continue;
      const grown = before === null ? 0 : value >= before ? value - before : value;
      before = value;
      const minuteMs = atMs - MINUTE_MS;
      if (minuteMs >= fromMs) amounts.set(minuteMs, (amounts.get(minuteMs) ?? 0) + grown);
    }
  }
  return amounts;
}

/** The sum of all series in each minute from `fromMs` on, times `scale`. */
export function sumByMinute(series: readonly MinuteSamples[], fromMs: number, scale: number): MinuteAmounts {
  const amounts: MinuteAmounts = new Map();
  for (const { samples } of series)
    for (const { atMs, value } of samples) {
      const minuteMs = atMs - MINUTE_MS;
      if (minuteMs >= fromMs) amounts.set(minuteMs, (amounts.get(minuteMs) ?? 0) + value * scale);
    }
  return amounts;
}

/** Every value of each minute from `fromMs` on. */
export function valuesByMinute(series: readonly MinuteSamples[], fromMs: number): Map<number, number[]> {
  const values = new Map<number, number[]>();
  for (const { samples } of series)
    for (const { atMs, value } of samples) {
      const minuteMs = atMs - MINUTE_MS;
      if (minuteMs < fromMs) continue;
      const found = values.get(minuteMs);
      if (found === undefined) values.set(minuteMs, [value]);
      else found.push(value);
    }
  return values;
}
