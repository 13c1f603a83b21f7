import { zoneOffsetMs } from '@leeway/slo';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function day(wall: Date): string {
  return `${wall.getUTCDate()} ${MONTHS[wall.getUTCMonth()] ?? ''}`;
}

function minute(wall: Date): string {
  return `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}`;
}

const STYLES = {
  month: (wall) => `${MONTHS[wall.getUTCMonth()] ?? ''} ${wall.getUTCFullYear()}`,
  day,
  minute,
  second: (wall) => `${minute(wall)}:${two(wall.getUTCSeconds())}`,
  'day-minute': (wall) => `${day(wall)} ${minute(wall)}`,
} as const satisfies Record<string, (wall: Date) => string>;

export type ClockStyle = keyof typeof STYLES;

/** A wall-clock reading in `zone`, on the 24-hour clock; the same in every browser, unlike locale formats. */
export function formatClock(ms: number, zone: string, style: ClockStyle): string {
  return STYLES[style](new Date(ms + zoneOffsetMs(ms, zone)));
}
