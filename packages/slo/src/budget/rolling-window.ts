export const MINUTE_MS = 60_000;
export const DAY_MINUTES = 1_440;

export type MinuteRange = { fromMs: number; toMs: number };

/** Start of the minute that holds an instant. */
export function minuteOf(ms: number): number {
  return Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}

/** The minutes of a rolling window: whole ones, the minute that is still running included, `toMs` exclusive. */
export function rollingWindow(asOfMs: number, windowMinutes: number): MinuteRange {
  const toMs = minuteOf(asOfMs) + MINUTE_MS;
  return { fromMs: toMs - windowMinutes * MINUTE_MS, toMs };
}

export function windowMinutes(windowDays: number): number {
  return Math.round(windowDays * DAY_MINUTES);
}
