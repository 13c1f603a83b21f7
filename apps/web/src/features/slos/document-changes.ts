import { formatFactor, formatPercent, formatWindow, type SloDocument } from '@leeway/slo';

/** What a version says that the one before did not, in words; nothing to say for the first. */
export function documentChanges(before: SloDocument | undefined, after: SloDocument): string[] {
  if (before === undefined) return [];
  const changes: string[] = [];
  const tell = (what: string, from: string, to: string) => {
    if (from !== to) changes.push(`${what} ${from} → ${to}`);
  };
  tell('name', before.name, after.name);
  tell('target', formatPercent(before.target), formatPercent(after.target));
  tell('window', `${before.windowDays} d`, `${after.windowDays} d`);
  tell('measures', measure(before), measure(after));
  tell('alerts', policy(before), policy(after));
  tell('at least', `${before.spec.alerting.minimumBad} bad`, `${after.spec.alerting.minimumBad} bad`);
  tell('no data', silence(before), silence(after));
  if (before.description !== after.description) changes.push('description');
  return changes;
}

function measure({ spec }: SloDocument): string {
  const { alerting: _alerting, kind, ...parameters } = spec;
  return [kind, ...Object.values(parameters).map(String)].join(' ');
}

function policy({ spec }: SloDocument): string {
  const rows = spec.alerting.rows.map(
    (row) => `${row.severity} ${formatWindow(row.longMinutes)} ${formatFactor(row.burnAbove)}`,
  );
  return rows.length === 0 ? 'none' : rows.join(', ');
}

function silence({ spec }: SloDocument): string {
  return spec.alerting.noDataMinutes === null ? 'freezes' : `alerts after ${spec.alerting.noDataMinutes} min`;
}
