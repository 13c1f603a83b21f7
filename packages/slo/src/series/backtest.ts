import { MINUTE_MS, type MinuteRange } from '../budget/rolling-window.ts';
import type { AlertPolicy, AlertSeverity } from '../burn/alert-row.ts';
import type { AlertState } from '../burn/alert-state.ts';
import { evaluatePolicy } from '../burn/evaluate-policy.ts';
import type { MinuteSeries } from './minute-series.ts';

export type AlertEpisode = {
  rowId: string;
  severity: AlertSeverity;
  firedMs: number;
  /** Null = still firing at the end. */
  resolvedMs: number | null;
  /** Over the long window when it fired; null for "no data". */
  burnRate: number | null;
};

/**
 * Every alert that a policy would have fired over stored history, judged once a minute as the worker judges it.
 * Cost: minutes × rows, so the caller bounds the range.
 */
export function backtestAlerts(input: {
  series: MinuteSeries;
  range: MinuteRange;
  policy: AlertPolicy;
  target: number;
}): AlertEpisode[] {
  const episodes: AlertEpisode[] = [];
  const open = new Map<string, AlertEpisode>();
  let state: AlertState = [];
  let measuredToMs: number | null = null;
  for (let toMs = input.range.fromMs + MINUTE_MS; toMs <= input.range.toMs; toMs += MINUTE_MS) {
    if (input.series.sum(toMs - MINUTE_MS, toMs).measuredMinutes > 0) measuredToMs = toMs;
    const { next, changes } = evaluatePolicy({
      policy: input.policy,
      target: input.target,
      previous: state,
      sum: input.series.sum,
      toMs,
      measuredFromMs: input.series.measuredFromMs,
      measuredToMs,
      nowMs: toMs,
    });
    state = next;
    for (const change of changes) {
      if (change.kind === 'fired') {
        const { rowId, severity, burnRate } = change;
        const episode: AlertEpisode = { rowId, severity, firedMs: toMs, resolvedMs: null, burnRate };
        episodes.push(episode);
        open.set(rowId, episode);
      } else {
        const episode = open.get(change.rowId);
        if (episode !== undefined) episode.resolvedMs = toMs;
        open.delete(change.rowId);
      }
    }
  }
  return episodes;
}
