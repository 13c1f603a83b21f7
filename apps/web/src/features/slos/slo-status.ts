import type { AlertSeverity, SloState } from '@leeway/slo';
import type { FiringView } from '@leeway/services';
import type { Status } from '../../ui/status-mark.tsx';

export const SEVERITY_STATUS: Record<AlertSeverity, Status> = { page: 'critical', ticket: 'warning' };

/** Filters and counts call the states this. */
export const STATE_WORDS: Record<SloState, string> = {
  exhausted: 'spent',
  burning: 'burning',
  unknown: 'unknown',
  ok: 'ok',
};

/** Shape and word of an SLO: an alert that fires says most, then a budget that is gone. */
export function sloStatus(slo: { state: SloState; firing: FiringView | null }): { status: Status; word: string } {
  if (slo.firing?.severity === 'page') return { status: 'critical', word: 'page' };
  if (slo.state === 'exhausted') return { status: 'critical', word: STATE_WORDS.exhausted };
  if (slo.firing !== null) return { status: 'warning', word: 'ticket' };
  if (slo.state === 'burning') return { status: 'warning', word: STATE_WORDS.burning };
  return { status: slo.state === 'ok' ? 'ok' : 'unknown', word: STATE_WORDS[slo.state] };
}
