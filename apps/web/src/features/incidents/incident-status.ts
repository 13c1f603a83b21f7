import type { IncidentState, Severity } from '@leeway/response';
import type { Status } from '../../ui/status-mark.tsx';

export const SEVERITY_STATUS: Record<Severity, Status> = { critical: 'critical', warning: 'warning' };

/** Whether somebody still has something to do. */
export function isOpen(state: IncidentState): boolean {
  return state === 'triggered' || state === 'acknowledged';
}

export function incidentName(number: number): string {
  return `INC-${number}`;
}
