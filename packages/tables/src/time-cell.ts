const ISO_DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/u;
const ZONE = /(Z|[+-]\d{2}:?\d{2})$/u;
/** Seconds of the year 5138: what is larger are milliseconds. */
const LARGEST_SECONDS = 1e11;

/**
 * The instant a cell names, in ms: an ISO date or date and time (without a zone: UTC), or seconds or milliseconds since
 * 1970. Undefined where it is none.
 */
export function timeCell(cell: unknown): number | undefined {
  const text = String(cell).trim();
  const number = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(number)) {
    if (number < 0) return undefined;
    return Math.round(number < LARGEST_SECONDS ? number * 1_000 : number);
  }
  if (typeof cell !== 'string' || !ISO_DATE.test(text)) return undefined;
  const iso = text.replace(' ', 'T');
  const ms = Date.parse(iso.length === 10 || ZONE.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(ms) || ms < 0 ? undefined : ms;
}
