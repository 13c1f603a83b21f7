import type { Zone } from '../../ui/format/format-time.ts';

/** What a field of the kind datetime-local holds, "2026-11-25T03:00", as an instant; NaN when it holds none. */
export function instantOf(text: string, zone: Zone): number {
  return Date.parse(zone === 'utc' ? `${text}Z` : text);
}

/** An instant as such a field shows it, to the minute. */
export function fieldText(ms: number, zone: Zone): string {
  const offsetMs = zone === 'utc' ? 0 : new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offsetMs).toISOString().slice(0, 16);
}

/** Planned, running or over, at a moment. */
export function stageOf(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  nowMs: number,
): 'planned' | 'runs' | 'over' {
  if (toMs <= nowMs) return 'over';
  return fromMs <= nowMs ? 'runs' : 'planned';
}
