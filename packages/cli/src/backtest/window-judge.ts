import type { Pane } from '@leeway/drift';
import type { BacktestWindow } from './backtest-window.ts';

/** Panes by start; those of the longest window are there. */
export type WindowPanes = ReadonlyMap<number, Pane>;

/** Judges what ends at `endMs`; called in the order of time. */
export type WindowJudge = (panes: WindowPanes, endMs: number) => BacktestWindow;

export function panesBetween(panes: WindowPanes, fromMs: number, endMs: number, paneMs: number) {
  const parts: { startMs: number; pane: Pane }[] = [];
  for (let startMs = fromMs; startMs < endMs; startMs += paneMs) {
    const pane = panes.get(startMs);
    if (pane !== undefined) parts.push({ startMs, pane });
  }
  return parts;
}
