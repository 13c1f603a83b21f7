/**
 * Milliseconds until the budget is gone if it goes on being spent at `burnRate`: remaining · window ÷ burn.
 * What leaves the window at its far end is not counted, so this is the earliest moment. Null when the pace would
 * never use it up (burn ≤ 1, or a calendar's window ends before) or nothing was measured; 0 when it is gone already.
 */
export function projectedExhaustionMs(input: {
  remaining: number | null;
  burnRate: number | null;
  windowMs: number;
  /** A calendar's window ends in so long and gives nothing back before; left out, the window rolls. */
  endsInMs?: number;
}): number | null {
  if (input.remaining === null) return null;
  if (input.remaining <= 0) return 0;
  if (input.burnRate === null || input.burnRate <= 0) return null;
  const leftMs = (input.remaining * input.windowMs) / input.burnRate;
  if (input.endsInMs !== undefined) return leftMs < input.endsInMs ? leftMs : null;
  return input.burnRate <= 1 ? null : leftMs;
}
