import type { IncidentState, Severity } from '@leeway/response';
import type { IncidentModel } from '@leeway/store';
import type { IncidentRow } from './incident-views.ts';

/** What a row needs beside the incident itself. */
export const INCIDENT_ROW_INCLUDE = {
  model: { select: { name: true } },
  remediations: { where: { state: 'proposed' }, select: { number: true }, orderBy: { number: 'desc' }, take: 1 },
} as const;

export function toIncidentRow(
  row: IncidentModel & { model: { name: string }; remediations: { number: number }[] },
): IncidentRow {
  return {
    id: row.id,
    number: row.number,
    modelId: row.modelId,
    modelName: row.model.name,
    signal: row.signal,
    title: row.title,
    finding: row.finding,
    severity: row.severity as Severity,
    state: row.state as IncidentState,
    beganAtMs: row.beganAt.getTime(),
    openedAtMs: row.openedAt.getTime(),
    acknowledgedAtMs: row.acknowledgedAt?.getTime() ?? null,
    acknowledgedBy: row.acknowledgedBy,
    mitigatedAtMs: row.mitigatedAt?.getTime() ?? null,
    resolvedAtMs: row.resolvedAt?.getTime() ?? null,
    pendingRemediationNumber: row.remediations[0]?.number ?? null,
  };
}
