import { LATENCY_EDGES_MS, readServiceCounts } from '@leeway/drift';
import { MINUTE_MS, minuteOf, spreadOverMinutes } from '@leeway/slo';
import type { PaneStretch, ServiceMinute } from '@leeway/store';

/** Minutes that panes touch, ascending, each once. */
export function minutesTouchedBy(stretches: readonly PaneStretch[]): number[] {
  const minutes = new Set<number>();
  for (const { startMs, paneMs } of stretches)
    for (let minute = minuteOf(startMs); minute < startMs + paneMs; minute += MINUTE_MS) minutes.add(minute);
  return [...minutes].toSorted((a, b) => a - b);
}

/** Ascending minutes in stretches without holes, none longer than `most`. */
export function contiguousRuns(minutes: readonly number[], most: number): { fromMs: number; toMs: number }[] {
  const runs: { fromMs: number; toMs: number }[] = [];
  for (const minute of minutes) {
    const last = runs.at(-1);
    if (last !== undefined && last.toMs === minute && minute - last.fromMs < most * MINUTE_MS)
      last.toMs = minute + MINUTE_MS;
    else runs.push({ fromMs: minute, toMs: minute + MINUTE_MS });
  }
  return runs;
}

/** Service counters of each minute of a run: the sum over the panes of all versions, topics and partitions. */
export function serviceMinutes(
  run: { fromMs: number; toMs: number },
  panes: readonly (PaneStretch & { head: Uint8Array })[],
): ServiceMinute[] {
  const sums = new Map<number, number[]>();
  for (const pane of panes) {
    const { events, errors, latencyCounts } = readServiceCounts(pane.head);
    const counts = [events, errors, ...latencyCounts];
    for (const part of spreadOverMinutes({ startMs: pane.startMs, lengthMs: pane.paneMs }, counts)) {
      if (part.minuteMs < run.fromMs || part.minuteMs >= run.toMs) continue;
      const sum = sums.get(part.minuteMs);
      if (sum === undefined) sums.set(part.minuteMs, part.counts);
      else for (const [index, count] of part.counts.entries()) sum[index] = (sum[index] ?? 0) + count;
    }
  }
  return [...sums].map(([minuteMs, [events = 0, errors = 0, ...latency]]) => {
    let reached = 0;
    const cumulative = latency.map((count) => (reached += count));
    return { minuteMs, events, errors, timed: reached, within: cumulative.slice(0, LATENCY_EDGES_MS.length) };
  });
}
