import { MINUTE_MS } from '../budget/rolling-window.ts';
import { countingOf, type CountedSpec } from '../spec/budgeting.ts';
import type { SliCounts } from '../sli/minute-signals.ts';
import { sliceStartOf } from './affected-minutes.ts';
import type { SliMinute } from './minute-series.ts';

/**
 * What a budget of slices makes of counts by minute: each minute of a slice up to `untilMs` gets the slice's verdict, one
 * good, bad or unknown minute, or the slice's share of good ones in parts of a minute. Without `budgeting` the counts stay.
 * A slice in which nothing was counted yields no row.
 */
export function budgetedMinutes(spec: CountedSpec, minutes: readonly SliMinute[], untilMs: number): SliMinute[] {
  const { budgeting } = spec;
  if (budgeting === undefined) return [...minutes];
  const { sliceMinutes } = budgeting;
  const slices = new Map<number, { good: number; bad: number }>();
  for (const { minuteMs, good, bad } of minutes) {
    const startMs = sliceStartOf(minuteMs, sliceMinutes);
    const sum = slices.get(startMs) ?? { good: 0, bad: 0 };
    slices.set(startMs, { good: sum.good + good, bad: sum.bad + bad });
  }
  return [...slices].flatMap(([startMs, sum]) => {
    const counts = verdictOf(spec, sum);
    const endMs = Math.min(startMs + sliceMinutes * MINUTE_MS, untilMs);
    const rows: SliMinute[] = [];
    for (let minuteMs = startMs; minuteMs < endMs; minuteMs += MINUTE_MS) rows.push({ minuteMs, ...counts });
    return rows;
  });
}

function verdictOf(spec: CountedSpec, { good, bad }: { good: number; bad: number }): SliCounts {
  const { parts } = countingOf(spec);
  const total = good + bad;
  if (total === 0) return { good: 0, bad: 0, unknown: parts };
  if (spec.budgeting?.method === 'timeslices')
    // 95 of 100 keep 95 %, whatever 0.95 · 100 is in binary.
    return good >= spec.budgeting.sliceTarget * total - 1e-9 * total
      ? { good: 1, bad: 0, unknown: 0 }
      : { good: 0, bad: 1, unknown: 0 };
  const kept = Math.round((good / total) * parts);
  return { good: kept, bad: parts - kept, unknown: 0 };
}
