const HOUR_MS = 3_600_000;
/** No zone changes its clocks twice within so long; a whole day is what Samoa left out in 2011. */
const AROUND_MS = 24 * HOUR_MS;

/** A reading of the clock on the wall: no instant until a zone is named. */
export type WallTime = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const formats = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATS = 100;

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  if (formats.size >= MAX_FORMATS) formats.clear();
  formats.set(zone, format);
  return format;
}

/** What the clock in `zone` (IANA) shows at an instant. Throws RangeError for a zone that the runtime doesn't know. */
export function wallTimeAt(ms: number, zone: string): WallTime {
  const read: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(ms)) read[type] = Number(value);
  const part = (name: string): number => read[name] ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** The wall time as if it were UTC; months and days beyond their range roll over as Date.UTC has it. */
export function utcOf({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Milliseconds by which wall clocks in the IANA `zone` run ahead of UTC at the instant `ms`. */
export function zoneOffsetMs(ms: number, zone: string): number {
  if (zone === 'UTC') return 0;
  return utcOf(wallTimeAt(ms, zone)) - Math.floor(ms / 1_000) * 1_000;
}

/**
 * The first instant at which the clock in `zone` shows at least `wall`: of an hour that comes twice the first one, of an
 * hour that is left out the instant when the clock jumps over it.
 */
export function firstInstantOf(wall: WallTime, zone: string): number {
  const asUtc = utcOf(wall);
  const before = zoneOffsetMs(asUtc - AROUND_MS, zone);
  const after = zoneOffsetMs(asUtc + AROUND_MS, zone);
  const fitting = [before, after].map((offset) => asUtc - offset).filter((ms) => utcOf(wallTimeAt(ms, zone)) === asUtc);
  return fitting.length > 0 ? Math.min(...fitting) : jumpBetween(asUtc - AROUND_MS, asUtc + AROUND_MS, zone);
}

/** When the offset changes, to the second. */
function jumpBetween(fromMs: number, toMs: number, zone: string): number {
  const before = zoneOffsetMs(fromMs, zone);
  let [low, high] = [Math.floor(fromMs / 1_000), Math.ceil(toMs / 1_000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffsetMs(middle * 1_000, zone) === before) low = middle;
    else high = middle;
  }
  return high * 1_000;
}
