import { budgetShare } from '../budget/budget-share.ts';
import { DAY_MINUTES } from '../budget/rolling-window.ts';
import { alertRowId, type AlertRow, type AlertSeverity } from './alert-row.ts';

type Anchor = { days: number; rows: readonly [AlertSeverity, long: number, short: number, budgetSpent: number][] };

/**
 * Google SRE Workbook, chapter 5, with the fourth row (1 d / 2 h) that Kubernetes and Sloth add; Sloth's numbers
 * (slok/sloth, Apache-2.0) for 28 and 7 days. The share of the budget spent when a row fires is what is constant;
 * the threshold follows from it.
 */
const MONTH: Anchor['rows'] = [
  ['page', 60, 5, 0.02],
  ['page', 360, 30, 0.05],
  ['ticket', 1_440, 120, 0.1],
  ['ticket', 4_320, 360, 0.1],
];
const ANCHORS: readonly Anchor[] = [
  {
    days: 7,
    rows: [
      ['page', 60, 5, 0.08],
      ['page', 360, 30, 0.125],
      ['ticket', 1_440, 120, 0.2],
      ['ticket', 4_320, 360, 0.42],
    ],
  },
  { days: 28, rows: MONTH },
  { days: 30, rows: MONTH },
];

function anchorFor(windowDays: number): Anchor {
  const [week, four, month] = ANCHORS as [Anchor, Anchor, Anchor];
  if (windowDays < 14) return week;
  return windowDays <= 28 ? four : month;
}

/**
 * Rows for a window of so many days. Other lengths than 7, 28 and 30 days stretch the windows of the nearest of
 * them in proportion, to whole minutes, which keeps thresholds and reachability the same.
 */
export function defaultAlertRows(windowDays: number): AlertRow[] {
  const anchor = anchorFor(windowDays);
  const scale = windowDays / anchor.days;
  const rows = anchor.rows.map(([severity, long, short, budgetSpent]) => ({
    severity,
    longMinutes: Math.max(2, Math.round(long * scale)),
    shortMinutes: Math.max(1, Math.round(short * scale)),
    burnAbove: round4((budgetSpent * anchor.days * DAY_MINUTES) / long),
  }));
  return distinctRows(rows);
}

/** Of rows whose windows a short objective has made the same, the first: the one that fires at the fastest burn. */
export function distinctRows(rows: readonly AlertRow[]): AlertRow[] {
  return rows.filter(
    (row, index) =>
      row.shortMinutes < row.longMinutes && rows.findIndex((other) => alertRowId(other) === alertRowId(row)) === index,
  );
}

function round4(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** Share of the window's budget that is spent when a row has just fired, under constant traffic. */
export function budgetSpentToFire(row: AlertRow, windowDays: number): number {
  return (row.burnAbove * row.longMinutes) / (windowDays * DAY_MINUTES);
}

/**
 * Minutes until a row fires after a clean history when a share of the events is bad (1 = total outage): burn ·
 * (1 − target) · long window ÷ share, and what the row waits besides. Infinity when that share does not burn enough.
 */
export function minutesToFire(row: AlertRow, target: number, badShare = 1): number {
  const ratio = row.burnAbove * budgetShare(target);
  return ratio >= badShare ? Infinity : (ratio / badShare) * row.longMinutes + (row.forMinutes ?? 0);
}

/** Error ratio that both windows must exceed. */
export function errorRatioAbove(row: { burnAbove: number }, target: number): number {
  return row.burnAbove * budgetShare(target);
}
