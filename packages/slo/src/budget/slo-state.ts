export const SLO_STATES = ['exhausted', 'burning', 'unknown', 'ok'] as const;
/** What lists say of an SLO: gone, being spent too fast, not measured, or fine. */
export type SloState = (typeof SLO_STATES)[number];

/** Measured no later than this ago counts as measured now. Stale telemetry is unknown, never ok. */
export const STALE_AFTER_MS = 10 * 60_000;

export function sloState(input: {
  remaining: number | null;
  firing: boolean;
  measuredToMs: number | null;
  nowMs: number;
  staleAfterMs?: number;
}): SloState {
  if (input.remaining === null || input.measuredToMs === null) return input.firing ? 'burning' : 'unknown';
  if (input.remaining <= 0) return 'exhausted';
  if (input.firing) return 'burning';
  return input.nowMs - input.measuredToMs > (input.staleAfterMs ?? STALE_AFTER_MS) ? 'unknown' : 'ok';
}
