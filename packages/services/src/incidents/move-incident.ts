import {
  stepIncident,
  type Actor,
  type IncidentEffect,
  type IncidentEvent,
  type IncidentState,
  type Voice,
} from '@leeway/response';
import { notifyLive, type IncidentModel, type Tx } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import { supersedeProposals } from '../remediation/supersede-proposals.ts';
import { appendTimeline } from './append-timeline.ts';

/**
 * Moves a locked incident: the pure machine decides; open proposals are superseded where it says so. The caller has
 * locked the row (`lockIncident`), so that nothing else moves it meanwhile.
 */
export async function moveIncident(
  tx: Tx,
  incident: IncidentModel,
  move: { event: IncidentEvent; actor: Actor; at: Date; voice: Voice; text: string; audit?: Record<string, unknown> },
): Promise<{ kind: 'moved' | 'unchanged'; effects: readonly IncidentEffect[] } | { kind: 'refused'; reason: string }> {
  const step = stepIncident(incident.state as IncidentState, move.event);
  if (step.kind !== 'moved') return step;
  const { id: incidentId, modelId } = incident;
  await tx.incident.update({
    where: { id: incidentId },
    data: {
      state: step.next,
      ...(step.next === 'mitigated' ? { mitigatedAt: move.at } : {}),
      ...(step.next === 'resolved' ? { resolvedAt: move.at } : {}),
    },
  });
  await appendTimeline(tx, {
    incidentId,
    at: move.at,
    voice: move.voice,
    actor: move.actor,
    text: move.text,
    judgement: step.next === 'mitigated' ? 'ok' : 'critical',
  });
  if (step.effects.includes('supersede-proposals'))
    await supersedeProposals(tx, {
      incidentId,
      actor: move.actor,
      at: move.at,
      because: `the incident is ${step.next}`,
    });
  await notifyLive(tx, { kind: 'incident', modelId, id: incidentId, atMs: move.at.getTime() });
  await appendAudit(tx, {
    at: move.at,
    actor: move.actor,
    action: `incident.${move.event}`,
    target: `incident:${incidentId}`,
    data: { number: incident.number, from: incident.state, to: step.next, ...move.audit },
  });
  return step;
}
