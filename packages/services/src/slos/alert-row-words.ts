import { alertRowId, formatFactor, formatMinutes, formatWindow, NO_DATA_ROW_ID, type AlertChange } from '@leeway/slo';
import type { SloRecord } from './slo-record.ts';

/** "1 h / 5 min" for a row of a policy; a row that is no longer there keeps its id. */
export function alertRowLabel(slo: SloRecord, rowId: string): string {
  if (rowId === NO_DATA_ROW_ID) return 'no data';
  const row = slo.spec.alerting.rows.find((candidate) => alertRowId(candidate) === rowId);
  return row === undefined ? rowId : `${formatWindow(row.longMinutes)} / ${formatWindow(row.shortMinutes)}`;
}

function firedWords(slo: SloRecord, change: AlertChange): string {
  const burn = change.burnRate === null ? 'too fast' : `at ${formatFactor(change.burnRate)}`;
  const row = slo.spec.alerting.rows.find((candidate) => alertRowId(candidate) === change.rowId);
  const above = row === undefined ? '' : `, above ${formatFactor(row.burnAbove)}`;
  return `The error budget of “${slo.name}” burns ${burn}${above} over ${alertRowLabel(slo, change.rowId)}`;
}

/** What fired at one moment in one sentence: the most severe row, and how many more. */
export function firedSentence(slo: SloRecord, fired: readonly AlertChange[]): string {
  const rank = { page: 0, ticket: 1 };
  const [worst, ...others] = fired.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  if (worst === undefined) return '';
  const more = others.length === 0 ? '' : `; ${others.length} more ${others.length === 1 ? 'row fires' : 'rows fire'}`;
  const silence = formatMinutes(slo.spec.alerting.noDataMinutes ?? 0);
  return worst.rowId === NO_DATA_ROW_ID
    ? `Nothing was measured for ${silence} for “${slo.name}”${more}.`
    : `${firedWords(slo, worst)}${more}.`;
}
