import type { RemediationState } from './remediation-state.ts';

/**
 * `sent` = the command is on the topic; `running`, `done`, `refused`, `failed` = what the executor answers;
 * `timeout` = no answer in time; `verified-ok`, `verified-bad`, `inconclusive` = what the next windows say.
 */
export const REMEDIATION_EVENTS = [
  'approve',
  'reject',
  'expire',
  'supersede',
  'sent',
  'running',
  'done',
  'refused',
  'failed',
  'timeout',
  'verified-ok',
  'verified-bad',
  'inconclusive',
] as const;
export type RemediationEvent = (typeof REMEDIATION_EVENTS)[number];

/** `hold` = nothing more happens by itself; a person has to look. */
export type RemediationEffect = 'write-command' | 'start-verification' | 'mitigate-incident' | 'hold';

export type RemediationStep =
  | { kind: 'moved'; next: RemediationState; effects: readonly RemediationEffect[] }
  /** Late, repeated or out of order: said on the timeline where it tells something, never applied. */
  | { kind: 'ignored'; reason: string };

type Row = Partial<Record<RemediationEvent, RemediationStep>>;

function moved(next: RemediationState, ...effects: RemediationEffect[]): RemediationStep {
  return { kind: 'moved', next, effects };
}

const ENDED: Row = {};

const TABLE: Record<RemediationState, Row> = {
  proposed: {
    approve: moved('approved', 'write-command'),
    reject: moved('rejected'),
    expire: moved('expired'),
    supersede: moved('superseded'),
  },
  // Not on the topic as far as is known. An answer may arrive all the same: the relay can die between sending and
  // noting it.
  approved: {
    sent: moved('executing'),
    running: moved('executing'),
    done: moved('verifying', 'start-verification'),
    refused: moved('failed', 'hold'),
    failed: moved('failed', 'hold'),
    timeout: moved('failed', 'hold'),
  },
  // On the topic. Silence is not failure: nobody knows whether it was carried out.
  executing: {
    running: moved('executing'),
    done: moved('verifying', 'start-verification'),
    refused: moved('failed', 'hold'),
    failed: moved('failed', 'hold'),
    timeout: moved('inconclusive', 'hold'),
  },
  verifying: {
    'verified-ok': moved('succeeded', 'mitigate-incident'),
    'verified-bad': moved('failed', 'hold'),
    inconclusive: moved('inconclusive', 'hold'),
    timeout: moved('inconclusive', 'hold'),
  },
  succeeded: ENDED,
  failed: ENDED,
  inconclusive: ENDED,
  rejected: ENDED,
  expired: ENDED,
  superseded: ENDED,
};

/** What `event` does to a remediation in `state`. Ended states never change again. */
export function stepRemediation(
  state: RemediationState,
  event: RemediationEvent,
  { nowMs, expiresAtMs }: { nowMs: number; expiresAtMs: number },
): RemediationStep {
  const step = TABLE[state][event];
  if (step === undefined)
    return { kind: 'ignored', reason: `${event} means nothing to a remediation that is ${state}` };
  const expired = nowMs >= expiresAtMs;
  if ((event === 'approve' || event === 'reject') && expired) return { kind: 'ignored', reason: 'it has expired' };
  if (event === 'expire' && !expired) return { kind: 'ignored', reason: 'it has not expired yet' };
  return step;
}
