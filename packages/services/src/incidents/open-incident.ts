import { randomUUID } from 'node:crypto';
import { sayDuration, type Actor, type IncidentEvidence, type RelatedChange } from '@leeway/response';
import { notifyLive, type IncidentModel, type Tx } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import { appendTimeline } from './append-timeline.ts';
import type { SignalFinding } from './signal-finding.ts';

export type OpenIncidentInput = {
  modelId: string;
  dedupKey: string;
  finding: SignalFinding;
  changes: readonly RelatedChange[];
  previous: { id: string; number: number } | null;
  runbook: { id: string; title: string } | null;
  actor: Actor;
  at: Date;
};

/**
 * Inserts unless an incident with the same key is open: the partial unique index decides the race, inside the caller's
 * transaction and without breaking it. Null when there was one already.
 */
async function insertOnce(tx: Tx, input: OpenIncidentInput): Promise<string | null> {
  const { finding, at } = input;
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO incident (id, model_id, dedup_key, signal, title, severity, state, finding, evidence, runbook_id,
                          previous_id, began_at, opened_at, updated_at)
    VALUES (${randomUUID()}, ${input.modelId}, ${input.dedupKey}, ${finding.signal}, ${finding.title}, 'critical',
            'triggered', ${finding.finding}, ${JSON.stringify(finding.evidence)}::jsonb, ${input.runbook?.id ?? null},
            ${input.previous?.id ?? null}, ${new Date(finding.beganMs)}, ${at}, ${at})
    ON CONFLICT (dedup_key) WHERE state <> 'resolved' DO NOTHING
    RETURNING id`;
  return inserted[0]?.id ?? null;
}

function describe(evidence: IncidentEvidence): string {
  const names = evidence.rows.filter(({ verdict }) => verdict === 'critical').map(({ feature }) => feature);
  return names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
}

/** How wide the stretch is in which the beginning lies, where the series says it. */
function sureness({ beganRange }: IncidentEvidence): string {
  if (beganRange === undefined || beganRange.toMs <= beganRange.fromMs) return '';
  return ` (the beginning lies within ${sayDuration(beganRange.toMs - beganRange.fromMs)}, 95 %)`;
}

/** Opens one incident a key, with its first timeline: what was measured, changed and judged, each with its own time. */
export async function openIncident(tx: Tx, input: OpenIncidentInput): Promise<IncidentModel | null> {
  const { finding, actor, at } = input;
  const id = await insertOnce(tx, input);
  if (id === null) return null;
  const { evidence } = finding;
  const say = (when: Date, voice: 'measured' | 'changed' | 'judged' | 'response', text: string) =>
    appendTimeline(tx, { incidentId: id, at: when, voice, actor, text });
  for (const change of input.changes.slice(0, 5))
    await say(
      new Date(change.atMs),
      'changed',
      change.actor === '' ? change.title : `${change.title}, by ${change.actor}`,
    );
  await say(new Date(finding.beganMs), 'measured', `Begins to be measured: ${describe(evidence)}${sureness(evidence)}`);
  await say(new Date(evidence.windowEndMs), 'judged', `Verdict critical. ${finding.finding}`);
  await say(at, 'judged', evidence.diagnosis.text);
  if (input.previous !== null) await say(at, 'response', `Came back: continues INC-${input.previous.number}`);
  const opened = await tx.incident.findUniqueOrThrow({ where: { id } });
  await say(at, 'response', `INC-${opened.number} opened, severity critical`);
  if (input.runbook !== null) await say(at, 'response', `Runbook: ${input.runbook.title}`);
  await notifyLive(tx, { kind: 'incident', modelId: input.modelId, id, atMs: at.getTime() });
  await appendAudit(tx, {
    at,
    actor,
    action: 'incident.open',
    target: `incident:${id}`,
    data: {
      number: opened.number,
      dedupKey: input.dedupKey,
      previous: input.previous?.number ?? null,
      finding: finding.finding,
    },
  });
  return opened;
}
