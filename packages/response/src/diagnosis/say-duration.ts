/** A duration as a sentence says it: "12 s", "4 min", "2 h". Rounded, never "0 s". */
export function sayDuration(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1_000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** A beginning is the end of the last calm window: what happened up to this much later may have come first. */
export const BEGINNING_SLACK_MS = 60_000;

/** "12 s after", "together with", or "4 min before": where a beginning lies relative to a change, as far as it is known. */
export function sayRelation(beganMs: number, changeMs: number): string {
  const difference = beganMs - changeMs;
  if (difference >= 500) return `${sayDuration(difference)} after`;
  return difference >= -BEGINNING_SLACK_MS ? 'together with' : `${sayDuration(-difference)} before`;
}
