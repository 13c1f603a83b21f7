import type { RemediationState } from '@leeway/response';
import type { Status } from '../../ui/status-mark.tsx';

/** How a remediation's state is judged, and the word that goes with it. */
export const REMEDIATION_STATUS: Record<RemediationState, { status: Status; word: string }> = {
  proposed: { status: 'pending', word: 'pending' },
  approved: { status: 'pending', word: 'approved' },
  executing: { status: 'pending', word: 'executing' },
  verifying: { status: 'pending', word: 'verifying' },
  succeeded: { status: 'ok', word: 'succeeded' },
  failed: { status: 'critical', word: 'failed' },
  inconclusive: { status: 'warning', word: 'inconclusive' },
  rejected: { status: 'unknown', word: 'rejected' },
  expired: { status: 'unknown', word: 'expired' },
  superseded: { status: 'unknown', word: 'superseded' },
};

/** Still open: somebody decides, or something is under way. */
export function isLive(state: RemediationState): boolean {
  return state === 'proposed' || state === 'approved' || state === 'executing' || state === 'verifying';
}
