import {
  stepRemediation,
  type Actor,
  type Judgement,
  type RemediationEffect,
  type RemediationEvent,
  type RemediationState,
  type Voice,
} from '@leeway/response';
import { notifyLive, type Prisma, type RemediationModel, type Tx } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import { appendTimeline } from '../incidents/append-timeline.ts';

export type RemediationMove = {
  event: RemediationEvent;
  actor: Actor;
  at: Date;
  voice: Voice;
  text: string;
  judgement?: Judgement;
  patch?: Prisma.RemediationUncheckedUpdateManyInput;
  audit?: Record<string, unknown>;
};

/** `lost` = the row is not what it was when it was read: somebody else moved it first. */
export type MoveResult =
  | { kind: 'moved'; next: RemediationState; effects: readonly RemediationEffect[] }
  | { kind: 'ignored'; reason: string }
  | { kind: 'lost' };

/**
 * The one way a remediation changes its state: the pure machine decides, one conditional update makes it true, and
 * timeline, message to the pages and audit follow in the same transaction.
 */
export async function moveRemediation(
  tx: Tx,
  remediation: Pick<
    RemediationModel,
    'id' | 'number' | 'incidentId' | 'modelId' | 'state' | 'contentHash' | 'expiresAt'
  >,
  move: RemediationMove,
): Promise<MoveResult> {
  const state = remediation.state as RemediationState;
  const expiresAtMs = remediation.expiresAt.getTime();
  const step = stepRemediation(state, move.event, { nowMs: move.at.getTime(), expiresAtMs });
  if (step.kind === 'ignored') return step;
  const decision = move.event === 'approve' || move.event === 'reject';
  const { count } = await tx.remediation.updateMany({
    where: {
      id: remediation.id,
      state,
      contentHash: remediation.contentHash,
      ...(decision ? { expiresAt: { gt: move.at } } : {}),
    },
    data: { ...move.patch, state: step.next },
  });
  if (count !== 1) return { kind: 'lost' };
  const { incidentId, modelId } = remediation;
  await appendTimeline(tx, {
    incidentId,
    at: move.at,
    voice: move.voice,
    actor: move.actor,
    text: move.text,
    ...(move.judgement === undefined ? {} : { judgement: move.judgement }),
  });
  await notifyLive(tx, { kind: 'remediation', modelId, id: remediation.id, atMs: move.at.getTime() });
  await notifyLive(tx, { kind: 'incident', modelId, id: incidentId, atMs: move.at.getTime() });
  await appendAudit(tx, {
    at: move.at,
    actor: move.actor,
    action: `remediation.${move.event}`,
    target: `remediation:${remediation.id}`,
    data: { number: remediation.number, from: state, to: step.next, ...move.audit },
  });
  return { kind: 'moved', next: step.next, effects: step.effects };
}
