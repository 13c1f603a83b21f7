import { windowMinutes } from '../budget/rolling-window.ts';
import type { SloWindow } from '../window/slo-window.ts';
import { formatWindow } from './format-minutes.ts';

const NBSP = '\u00a0';

/** The window where there is little room: "30 d", "12 h", "month (UTC)". */
export function windowInShort({ windowDays, calendar }: SloWindow): string {
  if (calendar === undefined || calendar === null) return formatWindow(windowMinutes(windowDays));
  return `${calendar.unit} (${calendar.zone})`;
}

/** After "over": "a rolling 30 days", "a rolling 12 h", "each calendar month, Europe/Berlin". */
export function windowWords({ windowDays, calendar }: SloWindow): { lead: string; length: string } {
  if (calendar !== undefined && calendar !== null)
    return { lead: 'each', length: `calendar ${calendar.unit}, ${calendar.zone}` };
  if (!Number.isInteger(windowDays)) return { lead: 'a rolling', length: formatWindow(windowMinutes(windowDays)) };
  return { lead: 'a rolling', length: `${windowDays}${NBSP}${windowDays === 1 ? 'day' : 'days'}` };
}
