import { alertRowId, formatFactor, formatMinutes, formatWindow, NO_DATA_ROW_ID, type AlertChange } from '@leeway/slo';
import type { SloRecord } from './slo-record.ts';

/** "1 h / 5 min" for a row of a policy; a row that is no longer there keeps its id. */
export function alertRowLabel(slo: SloRecord, rowId: string): string {
  if (rowId === NO_DATA_ROW_ID) return 'no data';
  const row = slo.spec.alerting.rows.find((candidate) => alertRowId(candidate) === rowId);
  return row === undefined ? rowId : `${formatWindow(row.longMinutes)} / ${formatWindow(row.shortMinutes)}`;
}

/** What fired, as a timeline says it. */
export function firedSentence(slo: SloRecord, change: AlertChange): string {
  if (change.rowId === NO_DATA_ROW_ID)
    return `Nothing was measured for ${formatMinutes(slo.spec.alerting.noDataMinutes ?? 0)} for “${slo.name}”.`;
  const burn = change.burnRate === null ? 'too fast' : `at ${formatFactor(change.burnRate)}`;
  const row = slo.spec.alerting.rows.find((candidate) => alertRowId(candidate) === change.rowId);
  const above = row === undefined ? '' : `, above ${formatFactor(row.burnAbove)}`;
  return `The error budget of “${slo.name}” burns ${burn}${above} over ${alertRowLabel(slo, change.rowId)}.`;
}
