/** A duration as a sentence says it: "12 s", "4 min", "2 h". Rounded, never "0 s". */
export function sayDuration(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1_000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/**
 * "12 s after", "4 s before", or "within 10 s of": where a beginning lies relative to a change. The beginning is known
 * to one pane (`precisionMs`), so a change inside that pane is neither before nor after it.
 */
export function sayRelation(beganMs: number, changeMs: number, precisionMs: number): string {
  const difference = beganMs - changeMs;
  if (changeMs >= beganMs && changeMs < beganMs + Math.max(precisionMs, 1))
    return precisionMs > 0 ? `within ${sayDuration(precisionMs)} of` : 'at the same moment as';
  return difference > 0 ? `${sayDuration(difference)} after` : `${sayDuration(-difference)} before`;
}
