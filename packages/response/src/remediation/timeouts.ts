import { actionDefinition, isAction } from './actions/index.ts';
import { DECISION_POLICY } from '../policy/decision-policy.ts';

const UNKNOWN_ACTION_MS = 60_000;

/**
 * When silence ends a remediation that was decided at `decidedAtMs`: before the command was sent when it may no longer
 * be carried out, afterwards when the executor has not answered within its action's time.
 */
export function silenceEndsAtMs(remediation: {
  action: string;
  state: 'approved' | 'executing';
  decidedAtMs: number;
  sentAtMs: number | null;
  runningAtMs: number | null;
}): number {
  if (remediation.state === 'approved') return remediation.decidedAtMs + DECISION_POLICY.commandValidMs;
  const answerWithinMs = isAction(remediation.action)
    ? actionDefinition(remediation.action).answerWithinMs
    : UNKNOWN_ACTION_MS;
  return (remediation.runningAtMs ?? remediation.sentAtMs ?? remediation.decidedAtMs) + answerWithinMs;
}
