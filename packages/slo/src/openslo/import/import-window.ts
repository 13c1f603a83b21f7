import { DAY_MINUTES } from '../../budget/rolling-window.ts';
import { WindowDays } from '../../spec/slo-document.ts';
import { CALENDAR_UNITS, type CalendarUnit } from '../../window/calendar-window.ts';
import { CALENDAR_DAYS, type SloWindow } from '../../window/slo-window.ts';
import { CALENDAR_LETTERS } from '../calendar-units.ts';
import { durationMinutes, parseDuration } from '../duration.ts';
import type { OpenSloProblem } from '../open-slo-problem.ts';
import type { SloSpec, TimeWindow } from '../v1/slo.ts';
import { refused } from './import-problem.ts';

/** OpenSLO leaves open what no window means; the lint says which one is taken. */
const DEFAULT_DAYS = 28;
const PATH = 'spec.timeWindow[0]';

export type ImportedWindow = SloWindow | { problem: OpenSloProblem };

export function importWindow({ timeWindow }: SloSpec): ImportedWindow {
  const [window] = timeWindow ?? [];
  const parsed = window === undefined ? null : parseDuration(window.duration);
  if (window === undefined || parsed === null) return { windowDays: DEFAULT_DAYS };
  if (window.calendar !== undefined) return calendarOf(window, window.calendar);
  const windowDays = durationMinutes(parsed) / DAY_MINUTES;
  const problem = WindowDays.safeParse(windowDays).error?.issues[0]?.message;
  return problem === undefined
    ? { windowDays }
    : { problem: refused(`${PATH}.duration`, `${window.duration}: ${problem}`) };
}

/** Whether units begin on this day, "YYYY-MM-DD". */
const BEGINS: Record<CalendarUnit, (day: string) => boolean> = {
  day: () => true,
  week: (day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1,
  month: (day) => day.endsWith('-01'),
  quarter: (day) => /-(?:01|04|07|10)-01$/u.test(day),
  year: (day) => day.endsWith('-01-01'),
};

/** One unit at a time, from the beginning of one: others would need a calendar of their own. */
function calendarOf({ duration }: TimeWindow, calendar: NonNullable<TimeWindow['calendar']>): ImportedWindow {
  const unit = CALENDAR_UNITS.find((known) => duration === `1${CALENDAR_LETTERS[known]}`);
  if (unit === undefined)
    return { problem: refused(`${PATH}.duration`, `${duration}: of a calendar 1d, 1w, 1M, 1Q and 1Y are kept`) };
  const [day = '', time] = calendar.startTime.split(' ');
  if (time !== '00:00:00' || !BEGINS[unit](day))
    return {
      problem: refused(
        `${PATH}.calendar.startTime`,
        `${calendar.startTime}: a ${unit} is kept from its beginning only`,
      ),
    };
  return { windowDays: CALENDAR_DAYS[unit], calendar: { unit, zone: calendar.timeZone } };
}
