const UNIT_MINUTES = { m: 1, h: 60, d: 1_440, w: 10_080, M: 43_200, Q: 129_600, Y: 525_600 } as const;
type Unit = keyof typeof UNIT_MINUTES;

const DURATION = /^(?<count>\d{1,6})(?<unit>[mhdwMQY])$/u;

export type OpenSloDuration = { count: number; unit: Unit };

/** A whole number and a unit: m, h, d, w, M (months), Q, Y. Null for anything else. */
export function parseDuration(text: string): OpenSloDuration | null {
  const found = DURATION.exec(text)?.groups;
  return found === undefined ? null : { count: Number(found['count']), unit: found['unit'] as Unit };
}

/** Length in minutes; months, quarters and years as 30, 90 and 365 days, as OpenSLO's own Go SDK takes them. */
export function durationMinutes({ count, unit }: OpenSloDuration): number {
  return count * UNIT_MINUTES[unit];
}

/** The shortest text of a length in whole minutes: 90m, 6h, 30d. Domain: from 1. */
export function durationText(minutes: number): string {
  if (minutes % 1_440 === 0) return `${minutes / 1_440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
