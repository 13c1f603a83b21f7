import { z } from 'zod';
import { MINUTE_MS, minuteOf, windowMinutes, type MinuteRange } from '../budget/rolling-window.ts';
import { CALENDAR_UNITS, calendarWindowAt, type CalendarUnit } from './calendar-window.ts';
import { isTimeZone } from './time-zone.ts';

/** Days, weeks from Monday on, months, quarters or years, from midnight to midnight on the wall clock of a zone. */
export const SloCalendar = z.object({
  unit: z.enum(CALENDAR_UNITS),
  zone: z
    .string()
    .min(1, 'Name a time zone.')
    .max(64)
    .refine(isTimeZone, 'There is no such time zone; names are like Europe/Berlin or UTC.'),
});
export type SloCalendar = z.infer<typeof SloCalendar>;

/** The window of an objective: a rolling one, or a calendar's, of which `windowDays` is then the usual length. */
export type SloWindow = { windowDays: number; calendar?: SloCalendar | null | undefined };

/** What rows are scaled by and shares reckoned with: the length of most windows of a unit. */
export const CALENDAR_DAYS: Record<CalendarUnit, number> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 };

/** A Monday that began a year, a quarter and a month. */
const ANCHOR = { year: 2024, month: 1, day: 1, hour: 0, minute: 0, second: 0 };

export type WindowSpan = MinuteRange & {
  /** Length of the whole window, of which [fromMs, toMs) is over: a calendar's goes on after `toMs`. */
  wholeMs: number;
  /** How much of it is over: 1 for a rolling window. */
  elapsedShare: number;
};

/** The window that the minute before `toMs` lies in, as far as it has come. */
export function windowSpan(window: SloWindow, toMs: number): WindowSpan {
  if (window.calendar === undefined || window.calendar === null) {
    const wholeMs = windowMinutes(window.windowDays) * MINUTE_MS;
    return { fromMs: toMs - wholeMs, toMs, wholeMs, elapsedShare: 1 };
  }
  const { unit, zone } = window.calendar;
  const whole = calendarWindowAt({ unit, count: 1, start: ANCHOR, zone }, toMs - 1);
  // Offsets of times long ago have seconds; counts are by minute.
  const fromMs = minuteOf(whole.fromMs);
  const wholeMs = minuteOf(whole.toMs) - fromMs;
  return { fromMs, toMs, wholeMs, elapsedShare: Math.min(1, (toMs - fromMs) / wholeMs) };
}

/** Start of the window that ends, or has come so far, at `toMs`. */
export function windowStartMs(window: SloWindow, toMs: number): number {
  return windowSpan(window, toMs).fromMs;
}

/** How far back counts are read for a budget and its past, in days: a window before this one, and no more than this. */
const PAST_DAYS = 180;

/** From where on counts are wanted: this window, and the one before it as far as 180 days back. */
export function historyStartMs(window: SloWindow, toMs: number): number {
  const { fromMs, wholeMs } = windowSpan(window, toMs);
  return Math.min(fromMs, Math.max(fromMs - wholeMs, toMs - PAST_DAYS * 86_400_000));
}
