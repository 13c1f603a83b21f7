import { MINUTE_MS, minuteOf } from '../budget/rolling-window.ts';

/**
 * Minutes that a judged window speaks for: those that its last pane touches, the stretch no earlier window covered.
 * A window that ends at 12:01:00 speaks for 12:00; panes shorter than a minute yield several verdicts for one.
 */
export function minutesJudgedBy(window: { endMs: number; paneMs: number }): number[] {
  const minutes: number[] = [];
  for (let minuteMs = minuteOf(window.endMs - window.paneMs); minuteMs < window.endMs; minuteMs += MINUTE_MS)
    minutes.push(minuteMs);
  return minutes;
}
