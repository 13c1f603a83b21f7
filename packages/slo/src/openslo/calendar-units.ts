import type { CalendarUnit } from '../window/calendar-window.ts';

/** The unit of a duration of one: "1M" is a calendar month. */
export const CALENDAR_LETTERS: Record<CalendarUnit, string> = {
  day: 'd',
  week: 'w',
  month: 'M',
  quarter: 'Q',
  year: 'Y',
};
