import type { Severity } from '@leeway/response';
import type { Status } from '../../ui/status-mark.tsx';

export const SEVERITY_STATUS: Record<Severity, Status> = { critical: 'critical', warning: 'warning' };

export function incidentName(number: number): string {
  return `INC-${number}`;
}
