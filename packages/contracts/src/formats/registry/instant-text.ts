const MAX_MS = 8_640_000_000_000_000;

/**
 * Seconds and nanoseconds since 1970 UTC as ISO 8601, which a mapping reads in whatever unit it names; three digits of a
 * second, or as many more as there are. Null outside the years that dates have.
 */
export function instantText(seconds: number, nanos: number): string | null {
  const ms = seconds * 1_000 + Math.floor(nanos / 1e6);
  if (!(ms >= -MAX_MS && ms <= MAX_MS)) return null;
  const text = new Date(ms).toISOString().slice(0, -1);
  const finer = nanos % 1e6;
  return finer === 0 ? text : `${text}${String(finer).padStart(6, '0').replace(/000$/u, '')}`;
}
