import { describeValue, Refusal } from './refusal.ts';

export type TimeUnit = 's' | 'ms' | 'us' | 'ns' | 'iso';

const PER_MS: Record<Exclude<TimeUnit, 'iso'>, number> = { s: 1e-3, ms: 1, us: 1e3, ns: 1e6 };
const MAX_MS = 8.64e15;
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,12})?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?$/iu;
const WHOLE = /^-?\d{1,30}$/u;
const NUMBER = /^-?\d{1,20}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?$/iu;

/** ISO 8601 → milliseconds, rounded down; NaN where it is none. `zone` stands in for one that the text lacks. */
function isoMs(text: string, zone: string | undefined, name: string): number {
  const found = ISO.exec(text);
  if (found === null) return Number.NaN;
  const [, date, clock, ownZone] = found;
  if (ownZone === undefined && zone === undefined)
    throw new Refusal(name, `time ${JSON.stringify(text)} has no zone, and the mapping names none`);
  return Date.parse(`${date}T${millisOnly(clock ?? '')}${fullZone(ownZone ?? zone ?? 'Z')}`);
}

function millisOnly(clock: string): string {
  const [whole = '', fraction] = clock.split(/[.,]/u);
  const seconds = whole.length === 5 ? `${whole}:00` : whole;
  return fraction === undefined ? seconds : `${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}`;
}

function fullZone(zone: string): string {
  if (zone.length === 1) return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

/**
 * Whole milliseconds since 1970 UTC of what an event says, rounded down. Digits in text are read exactly (nanoseconds
 * do not fit a double); ISO 8601 is understood in every unit.
 */
export function readTime(
  value: unknown,
  settings: { unit: TimeUnit; zone?: string | undefined; name: string },
): number {
  const { unit, zone, name } = settings;
  const ms = timeMs(value, unit, zone, name);
  if (!(ms >= 0 && ms <= MAX_MS)) throw new Refusal(name, `${describeValue(value)}, expected a time (${unit})`);
  return ms;
}

function timeMs(value: unknown, unit: TimeUnit, zone: string | undefined, name: string): number {
  if (typeof value === 'string') {
    if (unit === 'iso' || !NUMBER.test(value)) return isoMs(value, zone, name);
    if (WHOLE.test(value) && unit !== 's') return Number(BigInt(value) / BigInt(PER_MS[unit]));
    return Math.floor(Number(value) / PER_MS[unit]);
  }
  if (typeof value !== 'number' || unit === 'iso') return Number.NaN;
  // Seconds with a fraction are multiplied, which is exact where dividing by 0.001 is not.
  return Math.floor(unit === 's' ? Math.round(value * 1e6) / 1e3 : value / PER_MS[unit]);
}
