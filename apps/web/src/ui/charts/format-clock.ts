import { zoneOffsetMs } from './zone-offset.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export type ClockStyle = 'day' | 'minute' | 'second' | 'day-minute' | 'month';

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** A wall-clock reading in `zone`, on the 24-hour clock; the same in every browser, unlike locale formats. */
export function formatClock(ms: number, zone: string, style: ClockStyle): string {
  const wall = new Date(ms + zoneOffsetMs(ms, zone));
  const month = MONTHS[wall.getUTCMonth()] ?? '';
  const day = `${wall.getUTCDate()} ${month}`;
  const minute = `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}`;
  switch (style) {
    case 'month':
      return `${month} ${wall.getUTCFullYear()}`;
    case 'day':
      return day;
    case 'minute':
      return minute;
    case 'second':
      return `${minute}:${two(wall.getUTCSeconds())}`;
    case 'day-minute':
      return `${day} ${minute}`;
  }
}
