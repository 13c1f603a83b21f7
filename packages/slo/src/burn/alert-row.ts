import { z } from 'zod';

export const ALERT_SEVERITIES = ['page', 'ticket'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** Most rows of one policy: each costs two sums a tick and one lane on the page. */
export const MAX_ALERT_ROWS = 6;

const SPAN = 'Whole minutes, hours or days: 5m, 1h, 3d.';

/** Fires while the burn rate over both windows is above `burnAbove`; the short one makes it let go soon after. */
export const AlertRow = z
  .object({
    severity: z.enum(ALERT_SEVERITIES),
    longMinutes: z.int(SPAN).min(2, 'At least 2 min.').max(129_600, 'At most 90 d.'),
    shortMinutes: z.int(SPAN).min(1, 'At least 1 min.').max(129_600, 'At most 90 d.'),
    burnAbove: z.number('A number above 0.').positive('A number above 0.').max(100_000),
    /** How long both windows must stay above before it fires; left out, at once. */
    forMinutes: z.int(SPAN).min(0, SPAN).max(1_440, 'It waits at most a day.').optional(),
  })
  .refine((row) => row.shortMinutes < row.longMinutes, {
    path: ['shortMinutes'],
    message: 'The short window must be shorter than the long one.',
  });
export type AlertRow = z.infer<typeof AlertRow>;

/** Names a row inside its policy. Windows name it, so that a changed threshold goes on with the same alert. */
export function alertRowId(row: { longMinutes: number; shortMinutes: number }): string {
  return `${row.longMinutes}m/${row.shortMinutes}m`;
}

export const NO_DATA_ROW_ID = 'no-data';

export const AlertPolicy = z
  .object({
    rows: z.array(AlertRow).max(MAX_ALERT_ROWS),
    /** Fewer bad ones than this in the long window never fire: 1 bad of 10 at 99.9 % is a burn rate of 100. */
    minimumBad: z.int('A whole number.').min(1, 'At least 1.').max(1_000_000),
    /** Alert when nothing was measured for so long; null = unknown freezes the alerts and says nothing. */
    noDataMinutes: z.int().min(5).max(1_440).nullable(),
  })
  .refine((policy) => new Set(policy.rows.map(alertRowId)).size === policy.rows.length, {
    path: ['rows'],
    message: 'Two rows have the same windows.',
  });
export type AlertPolicy = z.infer<typeof AlertPolicy>;
