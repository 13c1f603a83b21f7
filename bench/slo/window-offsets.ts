import { defaultAlertRows, DAY_MINUTES } from '@leeway/slo';

/** How many minutes ago the windows begin that judging an SLO with the default rows takes, each once. */
export function windowOffsets(windowDays: number): number[] {
  const whole = windowDays * DAY_MINUTES;
  const rows = defaultAlertRows(windowDays).flatMap((row) => [row.longMinutes, row.shortMinutes]);
  return [...new Set([0, 60, DAY_MINUTES, whole, whole + DAY_MINUTES, ...rows])];
}
