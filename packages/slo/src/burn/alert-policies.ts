import { DAY_MINUTES } from '../budget/rolling-window.ts';
import type { AlertRow } from './alert-row.ts';
import { defaultAlertRows, distinctRows } from './default-alert-rows.ts';

export type PolicyPreset = {
  label: string;
  /** Where the numbers come from. */
  source: string;
  /** Rows for a window of so many days. */
  rows: (windowDays: number) => AlertRow[];
};

/** To a whole minute, half up, and to something that has a length. */
function stretched(minutes: number, scale: number): number {
  return Math.max(1, Math.floor(minutes * scale + 0.5));
}

const WORKBOOK_DAYS = 30;
const WORKBOOK: AlertRow[] = [
  { severity: 'page', longMinutes: 60, shortMinutes: 5, burnAbove: 14.4 },
  { severity: 'page', longMinutes: 360, shortMinutes: 30, burnAbove: 6 },
  { severity: 'ticket', longMinutes: 3 * DAY_MINUTES, shortMinutes: 360, burnAbove: 1 },
];

const PYRRA_DAYS = 28;
const PYRRA: (AlertRow & { forMinutes: number })[] = [
  { severity: 'page', longMinutes: 60, shortMinutes: 5, burnAbove: 14, forMinutes: 2 },
  { severity: 'page', longMinutes: 360, shortMinutes: 30, burnAbove: 7, forMinutes: 15 },
  { severity: 'ticket', longMinutes: DAY_MINUTES, shortMinutes: 120, burnAbove: 2, forMinutes: 60 },
  { severity: 'ticket', longMinutes: 4 * DAY_MINUTES, shortMinutes: 360, burnAbove: 1, forMinutes: 180 },
];

/** Ready-made rows by the name of who made them known; each is scaled to the window. */
export const ALERT_POLICIES = {
  sloth: {
    label: 'Sloth',
    source: 'slok/sloth (Apache-2.0), 30, 28 and 7 days; other windows in proportion',
    rows: defaultAlertRows,
  },
  'sre-workbook': {
    label: 'SRE Workbook',
    source: 'Google, The Site Reliability Workbook, chapter 5, table 5-8 (30 days); other windows in proportion',
    rows: (windowDays) =>
      distinctRows(
        WORKBOOK.map((row) => ({
          ...row,
          longMinutes: Math.max(2, stretched(row.longMinutes, windowDays / WORKBOOK_DAYS)),
          shortMinutes: stretched(row.shortMinutes, windowDays / WORKBOOK_DAYS),
        })),
      ),
  },
  pyrra: {
    label: 'Pyrra',
    source: 'pyrra-dev/pyrra (Apache-2.0): windows in proportion to 28 days, thresholds fixed, rows that wait',
    rows: (windowDays) =>
      distinctRows(
        PYRRA.map((row) => ({
          ...row,
          longMinutes: Math.max(2, stretched(row.longMinutes, windowDays / PYRRA_DAYS)),
          shortMinutes: stretched(row.shortMinutes, windowDays / PYRRA_DAYS),
          forMinutes: stretched(row.forMinutes, windowDays / PYRRA_DAYS),
        })),
      ),
  },
} as const satisfies Record<string, PolicyPreset>;

export type PolicyPresetId = keyof typeof ALERT_POLICIES;
export const POLICY_PRESET_IDS = Object.keys(ALERT_POLICIES) as PolicyPresetId[];
