export const SLO_STATES = ['exhausted', 'burning', 'unknown', 'ok'] as const;
/** What lists say of an SLO: gone, being spent too fast, not measured, or fine. */
export type SloState = (typeof SLO_STATES)[number];

/** Measured no later than this ago counts as measured now. Stale telemetry is unknown, never ok. */
export const STALE_AFTER_MS = 10 * 60_000;
/** A history shorter than this share of the window is too little to call a budget gone. */
export const SHORT_HISTORY = 0.5;

/** Share of the window since something was first measured in it: 1 when it was measured from its beginning on. */
export function historyShare(input: { measuredFromMs: number | null; fromMs: number; toMs: number }): number {
  if (input.measuredFromMs === null) return 0;
  return Math.min(1, (input.toMs - input.measuredFromMs) / (input.toMs - input.fromMs));
}

export function sloState(input: {
  remaining: number | null;
  firing: boolean;
  historyShare: number;
  measuredToMs: number | null;
  nowMs: number;
  staleAfterMs?: number;
}): SloState {
  const isOverspent = input.remaining !== null && input.remaining <= 0;
  if (isOverspent && input.historyShare >= SHORT_HISTORY) return 'exhausted';
  if (input.firing) return 'burning';
  return agedState(isOverspent || input.remaining === null ? 'unknown' : 'ok', input);
}

/** A state that was computed a while ago, read now: what was ok and is not measured any more is unknown. */
export function agedState(
  state: SloState,
  input: { measuredToMs: number | null; nowMs: number; staleAfterMs?: number },
): SloState {
  if (state !== 'ok') return state;
  const age = input.measuredToMs === null ? Infinity : input.nowMs - input.measuredToMs;
  return age > (input.staleAfterMs ?? STALE_AFTER_MS) ? 'unknown' : 'ok';
}
