import { MINUTE_MS, type MinuteRange } from '../budget/rolling-window.ts';
import type { SliCounts } from '../sli/minute-signals.ts';

export type SliMinute = SliCounts & { minuteMs: number };
export type WindowCounts = SliCounts & { measuredMinutes: number };

export type MinuteSeries = MinuteRange & {
  /** Start of the first minute in which something was measured; null = none. */
  measuredFromMs: number | null;
  /** Sums over [fromMs, toMs); what lies outside the series counts as unmeasured. */
  sum: (fromMs: number, toMs: number) => WindowCounts;
};

/** Counts by minute with running totals, so that any window is two look-ups. Minutes without a row are unmeasured. */
export function createMinuteSeries(range: MinuteRange, rows: Iterable<SliMinute>): MinuteSeries {
  const length = Math.max(0, Math.round((range.toMs - range.fromMs) / MINUTE_MS));
  const good = new Float64Array(length + 1);
  const bad = new Float64Array(length + 1);
  const unknown = new Float64Array(length + 1);
  const measured = new Float64Array(length + 1);
  let measuredFromMs: number | null = null;
  for (const row of rows) {
    const index = Math.round((row.minuteMs - range.fromMs) / MINUTE_MS);
    if (index < 0 || index >= length) continue;
    good[index + 1] = row.good;
    bad[index + 1] = row.bad;
    unknown[index + 1] = row.unknown;
    if (row.good + row.bad === 0) continue;
    measured[index + 1] = 1;
    measuredFromMs = Math.min(measuredFromMs ?? Infinity, row.minuteMs);
  }
  for (const totals of [good, bad, unknown, measured])
    for (let index = 1; index <= length; index += 1) totals[index] = at(totals, index) + at(totals, index - 1);

  const indexOf = (ms: number) => Math.min(length, Math.max(0, Math.round((ms - range.fromMs) / MINUTE_MS)));
  return {
    ...range,
    measuredFromMs,
    sum(fromMs, toMs) {
      const from = indexOf(fromMs);
      const to = Math.max(from, indexOf(toMs));
      const between = (totals: Float64Array) => at(totals, to) - at(totals, from);
      return { good: between(good), bad: between(bad), unknown: between(unknown), measuredMinutes: between(measured) };
    },
  };
}

function at(totals: Float64Array, index: number): number {
  return totals[index] ?? 0;
}
