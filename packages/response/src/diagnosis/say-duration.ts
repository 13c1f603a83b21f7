/** A duration as a sentence says it: "12 s", "4 min", "2 h". Rounded, never "0 s". */
export function sayDuration(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1_000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** "12 s after", "4 s before", or "at the same moment as": where `momentMs` lies relative to `changeMs`. */
export function sayRelation(momentMs: number, changeMs: number): string {
  const difference = momentMs - changeMs;
  if (Math.abs(difference) < 500) return 'at the same moment as';
  return difference > 0 ? `${sayDuration(difference)} after` : `${sayDuration(-difference)} before`;
}
