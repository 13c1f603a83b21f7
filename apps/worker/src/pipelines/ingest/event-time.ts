/** How far ahead of its arrival an event's own clock is believed. */
export const MAX_AHEAD_MS = 5 * 60_000;
/** How far behind the newest event of its partition an event is still counted. */
export const MAX_LATE_MS = 24 * 3_600_000;

export type PlacedEvent = { kind: 'counted'; eventMs: number } | { kind: 'late' };

/**
 * Where an event belongs. A clock too far ahead of the record's own timestamp is not trusted: such an event counts
 * at its arrival, so that it can neither push the watermark nor hide in a future pane. The record's timestamp may
 * itself be a producer's clock, hence the second bound, this process's.
 */
export function placeEvent(input: {
  claimedMs: number;
  recordMs: number;
  nowMs: number;
  maxEventMs: number;
}): PlacedEvent {
  const arrivalMs = Math.min(input.recordMs, input.nowMs);
  const eventMs = input.claimedMs > arrivalMs + MAX_AHEAD_MS ? arrivalMs : input.claimedMs;
  return eventMs < input.maxEventMs - MAX_LATE_MS ? { kind: 'late' } : { kind: 'counted', eventMs };
}
