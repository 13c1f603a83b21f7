import { DAY_MINUTES, MINUTE_MS } from '../budget/rolling-window.ts';
import type { AlertRow } from '../burn/alert-row.ts';
import { WHOLE_WINDOW, type WindowEdge } from './window-tally.ts';

const HOUR_MINUTES = 60;
/** From the beginning of the window that ended a day ago; less the last day it is that window. */
export const DAY_AGO_WINDOW = 'window a day ago';

/** Names a window of so many minutes up to now. */
export function trailingKey(minutes: number): string {
  return `${minutes}m`;
}

/**
 * Every window that judging an SLO takes: its own, its own of a day ago, the last hour and day, and both of each alert
 * row; each once. `windowFromMs` says where the SLO's window begins that ends at a moment.
 */
export function windowEdges(input: {
  rows: readonly AlertRow[];
  windowFromMs: (toMs: number) => number;
  toMs: number;
}): WindowEdge[] {
  const { toMs } = input;
  const lengths = new Set([
    HOUR_MINUTES,
    DAY_MINUTES,
    ...input.rows.flatMap((row) => [row.longMinutes, row.shortMinutes]),
  ]);
  return [
    { key: WHOLE_WINDOW, fromMs: input.windowFromMs(toMs) },
    { key: DAY_AGO_WINDOW, fromMs: input.windowFromMs(toMs - DAY_MINUTES * MINUTE_MS) },
    ...[...lengths].map((minutes) => ({ key: trailingKey(minutes), fromMs: toMs - minutes * MINUTE_MS })),
  ];
}
