/** Of a year that is no leap year. */
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_MS = 86_400_000;

/** Two digits at `at`; NaN when they are none. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - 48;
  const ones = (bytes[at + 1] as number) - 48;
  return tens >>> 0 <= 9 && ones >>> 0 <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Days from 1970-01-01 to a date of the Gregorian calendar. Domain: 1970 to 9999. */
function daysBefore(year: number, month: number, day: number): number {
  // Years from March on, so that a leap day is the last (Hinnant, chrono-compatible date algorithms).
  const y = month <= 2 ? year - 1 : year;
  const shifted = month > 2 ? month - 3 : month + 9;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * shifted + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** Milliseconds of up to nine decimals between `from` and `to`, cut after the third; NaN when they are no digits. */
function fraction(bytes: Uint8Array, from: number, to: number): number {
  if (to === from) return 0;
  if (bytes[from] !== 46 || to - from < 2 || to - from > 10) return Number.NaN;
  let ms = 0;
  for (let at = from + 1; at < to || at < from + 4; at += 1) {
    const digit = at < to ? (bytes[at] as number) - 48 : 0;
    if (digit >>> 0 > 9) return Number.NaN;
    if (at < from + 4) ms = ms * 10 + digit;
  }
  return ms;
}

/**
 * Milliseconds since 1970 of `2026-01-31T23:59:59.123Z` or the same with `+00:00`, with or without decimals, as
 * Date.parse has it; NaN for every other form, which may be a time all the same.
 */
export function isoTimeMs(bytes: Uint8Array, from: number, to: number): number {
  const zone = bytes[to - 1] === 90 ? 1 : 6;
  if (to - from < 19 + zone) return Number.NaN;
  if (zone === 6 && !(bytes[to - 6] === 43 && bytes[to - 3] === 58 && pair(bytes, to - 5) + pair(bytes, to - 2) === 0))
    return Number.NaN;
  const hasMarks =
    bytes[from + 4] === 45 &&
    bytes[from + 7] === 45 &&
    bytes[from + 10] === 84 &&
    bytes[from + 13] === 58 &&
    bytes[from + 16] === 58;
  if (!hasMarks) return Number.NaN;
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2);
  const month = pair(bytes, from + 5);
  const day = pair(bytes, from + 8);
  const [hour, minute, second] = [pair(bytes, from + 11), pair(bytes, from + 14), pair(bytes, from + 17)];
  if (!(year >= 1970 && month >= 1 && month <= 12 && hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = (DAYS_IN_MONTH[month - 1] as number) + (month === 2 && isLeap ? 1 : 0);
  if (!(day >= 1 && day <= days)) return Number.NaN;
  const seconds = (hour * 60 + minute) * 60 + second;
  return daysBefore(year, month, day) * DAY_MS + seconds * 1_000 + fraction(bytes, from + 19, to - zone);
}
