const UNIT_MINUTES = { m: 1, min: 1, h: 60, d: 1_440 } as const;

/** A typed span in minutes: "5m", "1 h", "3d"; a bare number is minutes. NaN when it is none. */
export function spanMinutes(text: string): number {
  const found = /^(?<count>\d+(?:[.,]\d+)?)\s*(?<unit>m|min|h|d)?$/u.exec(text.trim().toLowerCase())?.groups;
  if (found === undefined) return Number.NaN;
  const unit = (found['unit'] ?? 'm') as keyof typeof UNIT_MINUTES;
  return Number(found['count']?.replace(',', '.')) * UNIT_MINUTES[unit];
}

/** The shortest text of whole minutes: 5m, 1h, 3d. */
export function spanText(minutes: number): string {
  if (minutes > 0 && minutes % 1_440 === 0) return `${minutes / 1_440}d`;
  return minutes > 0 && minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
