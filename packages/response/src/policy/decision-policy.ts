import type { Actor } from '../actor.ts';
import type { RemediationState } from '../remediation/remediation-state.ts';

/** The first policy: one approver, half an hour, a warning before it ends. */
export const DECISION_POLICY = {
  approversNeeded: 1,
  expiresAfterMs: 30 * 60_000,
  warnBeforeMs: 5 * 60_000,
  /** A command that was not carried out by then may not be carried out any more. */
  commandValidMs: 10 * 60_000,
  text: 'One person with the role approver or admin decides. Agents and Leeway itself never do.',
} as const;

export type DecisionRefusal = { allowed: true } | { allowed: false; reason: string };

/** Whether `actor` may decide at all, whatever the state of the proposal. */
export function mayDecideAs(actor: Actor): DecisionRefusal {
  if (actor.kind === 'agent') return { allowed: false, reason: 'Agents may propose, never decide.' };
  if (actor.kind === 'system') return { allowed: false, reason: 'Leeway itself never decides.' };
  if (actor.role === 'approver' || actor.role === 'admin') return { allowed: true };
  return { allowed: false, reason: `Deciding needs the role approver; you are ${actor.role}.` };
}

/** Whether a decision of `actor` would be taken now. `expiresAtMs` itself is already too late. */
export function mayDecide(input: {
  actor: Actor;
  state: RemediationState;
  expiresAtMs: number;
  nowMs: number;
}): DecisionRefusal {
  if (input.state !== 'proposed') return { allowed: false, reason: `It is ${input.state} already.` };
  if (input.nowMs >= input.expiresAtMs) return { allowed: false, reason: 'It has expired.' };
  return mayDecideAs(input.actor);
}
