import type { MinuteRange } from '../budget/rolling-window.ts';
import { firstInstantOf, utcOf, wallTimeAt, type WallTime } from './zoned-time.ts';

export const CALENDAR_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type CalendarUnit = (typeof CALENDAR_UNITS)[number];

/** Windows of `count` units one after the other; one of them begins at `start` on the wall clock of `zone` (IANA). */
export type CalendarWindow = { unit: CalendarUnit; count: number; start: WallTime; zone: string };

const DAY_MS = 86_400_000;
const MONTHS: Record<CalendarUnit, number> = { day: 0, week: 0, month: 1, quarter: 3, year: 12 };
const DAYS: Record<CalendarUnit, number> = { day: 1, week: 7, month: 0, quarter: 0, year: 0 };

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The start of the window with that number, on the wall; the 31st of a shorter month is its last day. */
function wallStart({ unit, count, start }: CalendarWindow, number: number): WallTime {
  const months = MONTHS[unit] * count * number;
  if (months === 0) {
    const moved = new Date(Date.UTC(start.year, start.month - 1, start.day + DAYS[unit] * count * number));
    return { ...start, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
  }
  const index = start.year * 12 + start.month - 1 + months;
  const [year, month] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return { ...start, year, month, day: Math.min(start.day, daysIn(year, month)) };
}

function estimate({ unit, count, start }: CalendarWindow, wall: WallTime): number {
  const months = (wall.year - start.year) * 12 + wall.month - start.month;
  const units = MONTHS[unit] === 0 ? (utcOf(wall) - utcOf(start)) / DAY_MS / DAYS[unit] : months / MONTHS[unit];
  return Math.floor(units / count);
}

/**
 * The window that holds an instant, `toMs` exclusive: from the start of one to the start of the next on the wall clock,
 * so that a day of a change of clocks has 23 or 25 hours. Windows leave no gap and never overlap.
 * Domain: count ≥ 1, a start that exists as a date, a zone that the runtime knows (else RangeError).
 */
export function calendarWindowAt(window: CalendarWindow, ms: number): MinuteRange & { number: number } {
  const startOf = (number: number): number => firstInstantOf(wallStart(window, number), window.zone);
  let number = estimate(window, wallTimeAt(ms, window.zone)) + 1;
  while (startOf(number) > ms) number -= 1;
  // A day that a zone left out is a window without a length: the next one begins when it does.
  while (startOf(number + 1) <= ms) number += 1;
  return { fromMs: startOf(number), toMs: startOf(number + 1), number };
}
