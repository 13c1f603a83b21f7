import { MINUTE_MS, minuteOf } from '../budget/rolling-window.ts';

/**
 * Splits whole counts of a stretch of time over the minutes it touches, in proportion to the overlap. Cumulative
 * rounding keeps every sum exact: what is put into the minutes is what was counted. A stretch inside one minute,
 * the usual case, is not split at all.
 */
export function spreadOverMinutes(
  stretch: { startMs: number; lengthMs: number },
  counts: readonly number[],
): { minuteMs: number; counts: number[] }[] {
  const endMs = stretch.startMs + stretch.lengthMs;
  const first = minuteOf(stretch.startMs);
  if (endMs <= first + MINUTE_MS) return [{ minuteMs: first, counts: [...counts] }];
  const parts: { minuteMs: number; counts: number[] }[] = [];
  let given = counts.map(() => 0);
  for (let minuteMs = first; minuteMs < endMs; minuteMs += MINUTE_MS) {
    const elapsedMs = Math.min(endMs, minuteMs + MINUTE_MS) - stretch.startMs;
    const due = counts.map((count) => Math.floor((count * elapsedMs) / stretch.lengthMs));
    parts.push({ minuteMs, counts: due.map((value, index) => value - (given[index] ?? 0)) });
    given = due;
  }
  return parts;
}
