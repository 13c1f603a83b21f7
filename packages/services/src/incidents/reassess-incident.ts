import {
  canonicalJson,
  evidenceWorsened,
  type Actor,
  type IncidentEvidence,
  type RelatedChange,
} from '@leeway/response';
import { notifyLive, type IncidentModel, type Tx } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import { findRunbook } from '../runbooks/find-runbook.ts';
import { appendTimeline } from './append-timeline.ts';
import type { SignalFinding } from './signal-finding.ts';

function newlyCritical(before: IncidentEvidence, after: IncidentEvidence): string[] {
  const known = new Set(before.rows.filter(({ verdict }) => verdict === 'critical').map(({ feature }) => feature));
  return after.rows
    .filter(({ feature, verdict }) => verdict === 'critical' && !known.has(feature))
    .map(({ feature }) => feature);
}

/**
 * Takes a later window as the evidence when it says more: another critical feature, or a change that became known
 * since. Otherwise the evidence stays as it was, so that what an approver reads does not move under the eyes.
 */
export async function reassessIncident(
  tx: Tx,
  input: {
    incident: IncidentModel;
    finding: SignalFinding;
    changes: readonly RelatedChange[];
    actor: Actor;
    at: Date;
  },
): Promise<{ incident: IncidentModel; changed: boolean }> {
  const { incident, finding, actor, at } = input;
  const before = incident.evidence as unknown as IncidentEvidence;
  const after = finding.evidence;
  const known = new Set(before.relatedChangeIds);
  const newChanges = input.changes.filter(({ id }) => !known.has(id));
  const worse = evidenceWorsened(before.rows, after.rows);
  if (!worse && newChanges.length === 0) return { incident, changed: false };
  const runbook = await findRunbook(tx, { modelId: incident.modelId, evidence: after });
  const updated = await tx.incident.update({
    where: { id: incident.id },
    data: {
      evidence: after,
      title: finding.title,
      finding: finding.finding,
      signal: finding.signal,
      runbookId: runbook?.id ?? null,
    },
  });
  const say = (voice: 'measured' | 'changed' | 'judged' | 'response', text: string, when = at) =>
    appendTimeline(tx, { incidentId: incident.id, at: when, voice, actor, text });
  for (const change of newChanges.slice(0, 5)) await say('changed', change.title, new Date(change.atMs));
  const joined = newlyCritical(before, after);
  if (joined.length > 0) await say('measured', `Critical too: ${joined.slice(0, 10).join(', ')}`);
  if (canonicalJson(before.diagnosis) !== canonicalJson(after.diagnosis)) await say('judged', after.diagnosis.text);
  if (runbook !== null && runbook.id !== incident.runbookId) await say('response', `Runbook: ${runbook.title}`);
  await notifyLive(tx, { kind: 'incident', modelId: incident.modelId, id: incident.id, atMs: at.getTime() });
  await appendAudit(tx, {
    at,
    actor,
    action: 'incident.reassess',
    target: `incident:${incident.id}`,
    data: { number: incident.number, joined, newChanges: newChanges.map(({ id }) => id) },
  });
  return { incident: updated, changed: true };
}
