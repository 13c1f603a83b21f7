import { formatDuration } from './format-duration.ts';

/** UTC, or the zone of the machine that shows the page. */
export type Zone = 'utc' | 'local';

const DAY_MS = 86_400_000;
const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  let found = cache.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat('en-GB', { ...options, ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) });
    cache.set(key, found);
  }
  return found;
}

/** 03:12, or 03:12:41 with seconds. */
export function formatClock(ms: number, zone: Zone, seconds = false): string {
  return formatter(zone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(ms);
}

/** 25 Nov, with the year when it is not the present one. */
export function formatDay(ms: number, zone: Zone, nowMs: number): string {
  const sameYear =
    formatter(zone, { year: 'numeric' }).format(ms) === formatter(zone, { year: 'numeric' }).format(nowMs);
  return formatter(zone, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(ms);
}

/** The clock within a day from now, otherwise the day and the clock. */
export function formatMoment(ms: number, zone: Zone, nowMs: number): string {
  const clock = formatClock(ms, zone);
  return Math.abs(nowMs - ms) < DAY_MS ? clock : `${formatDay(ms, zone, nowMs)} ${clock}`;
}

/** 53 min ago, in 12 min, now. */
export function formatRelative(ms: number, nowMs: number): string {
  const delta = nowMs - ms;
  if (Math.abs(delta) < 5_000) return 'now';
  return delta > 0 ? `${formatDuration(delta)} ago` : `in ${formatDuration(delta)}`;
}

/** Both zones in full, for the title of a time. */
export function formatBothZones(ms: number): string {
  const full: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  };
  const utc = `${formatter('utc', full).format(ms)} UTC`;
  const local = formatter('local', { ...full, timeZoneName: 'short' }).format(ms);
  return `${utc} · ${local}`;
}

/** Name of a zone as pages show it: UTC, or the last part of the machine's zone (Berlin). */
export function zoneName(zone: Zone): string {
  if (zone === 'utc') return 'UTC';
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return name.split('/').at(-1)?.replaceAll('_', ' ') ?? 'local';
}
