import type { Db } from '@leeway/store';
import type { AlertView } from './slo-views.ts';

const MAX_ALERTS = 100;

/** Alerts that fired, newest first, each with the incident it belongs to. */
export async function alertViews(db: Db, sloId: string): Promise<AlertView[]> {
  const rows = await db.sloAlert.findMany({
    where: { sloId },
    orderBy: [{ firedAt: 'desc' }, { id: 'desc' }],
    take: MAX_ALERTS,
  });
  const ids = rows.flatMap((row) => (row.incidentId === null ? [] : [row.incidentId]));
  const incidents = await db.incident.findMany({ where: { id: { in: ids } }, select: { id: true, number: true } });
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  return rows.map((row) => ({
    id: String(row.id),
    rowId: row.rowId,
    severity: row.severity === 'page' ? 'page' : 'ticket',
    firedMs: row.firedAt.getTime(),
    resolvedMs: row.resolvedAt?.getTime() ?? null,
    burnRate: row.burnRate,
    incident: row.incidentId === null ? null : (byId.get(row.incidentId) ?? null),
  }));
}
