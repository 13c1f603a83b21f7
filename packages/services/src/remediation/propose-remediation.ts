import { randomUUID } from 'node:crypto';
import { ModelStateEvent } from '@leeway/contracts';
import {
  actionDefinition,
  contentHash,
  DECISION_POLICY,
  planRemediation,
  verifyWithinMs,
  type Actor,
  type IncidentEvidence,
  type PlannedRemediation,
} from '@leeway/response';
import { notifyLive, type IncidentModel, type ModelModel, type Prisma, type Tx } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import { appendTimeline } from '../incidents/append-timeline.ts';
import type { MatchedRunbook } from '../runbooks/find-runbook.ts';
import { loadPlanFacts } from './load-plan-facts.ts';
import { sha256Hex } from './sha256-hex.ts';

/** After this many proposals in one incident people decide alone. */
const MAX_PROPOSALS = 3;
/** A report older than this is no basis for a dry run. */
const STATE_FRESH_MS = 120_000;
/** What was refused, or did not help, is not proposed again in the same incident. */
const SETTLED = ['rejected', 'failed', 'inconclusive', 'succeeded'];
const ENDED_AS: Record<string, string> = {
  rejected: 'was rejected',
  failed: 'failed',
  inconclusive: 'ended without a result',
  succeeded: 'worked for a while',
};

type Planned = { ok: true; planned: PlannedRemediation } | { ok: false; reason: string };

async function plan(
  tx: Tx,
  input: { model: ModelModel; incident: IncidentModel; runbook: MatchedRunbook | null; now: Date },
): Promise<Planned> {
  const { model, incident, runbook, now } = input;
  if (runbook === null) return { ok: false, reason: 'no runbook fits' };
  const action = runbook.match.proposes;
  if (action === null) return { ok: false, reason: `the runbook "${runbook.title}" proposes no action` };
  const reported = await tx.modelState.findUnique({ where: { modelId: model.id } });
  const state = ModelStateEvent.safeParse(reported?.state);
  if (reported === null || !state.success) return { ok: false, reason: 'the model server has not reported its state' };
  if (now.getTime() - reported.reportedAt.getTime() > STATE_FRESH_MS)
    return { ok: false, reason: 'the model server last reported its state more than two minutes ago' };
  const evidence = incident.evidence as unknown as IncidentEvidence;
  const facts = await loadPlanFacts(tx, { model, incident: { beganAt: incident.beganAt, evidence }, now });
  const suggestion = actionDefinition(action).suggest(state.data, facts);
  if (!suggestion.ok) return suggestion;
  return planRemediation({
    action,
    parameters: suggestion.parameters,
    state: state.data,
    facts,
    verifyWithinMs: verifyWithinMs(model, action),
  });
}

/** Says once, not at every window, why nothing is proposed. */
async function sayWhyNot(tx: Tx, incident: IncidentModel, actor: Actor, at: Date, reason: string): Promise<void> {
  const text = `No remediation proposed: ${reason}`;
  const said = await tx.timelineEntry.findFirst({ where: { incidentId: incident.id, text }, select: { id: true } });
  if (said !== null) return;
  await appendTimeline(tx, { incidentId: incident.id, at, voice: 'response', actor, text });
  await notifyLive(tx, { kind: 'incident', modelId: incident.modelId, id: incident.id, atMs: at.getTime() });
}

async function store(
  tx: Tx,
  input: { incident: IncidentModel; runbook: MatchedRunbook | null; actor: Actor; now: Date },
  planned: PlannedRemediation,
): Promise<void> {
  const { incident, actor, now } = input;
  const evidence = incident.evidence as unknown as IncidentEvidence;
  const hash = contentHash({ ...planned, evidence }, sha256Hex);
  const row = await tx.remediation.create({
    data: {
      id: randomUUID(),
      incidentId: incident.id,
      modelId: incident.modelId,
      action: planned.action,
      parameters: planned.parameters as Prisma.InputJsonObject,
      title: planned.title,
      risk: planned.risk,
      plan: planned.plan,
      contentHash: hash,
      state: 'proposed',
      proposer: actor,
      runbookId: input.runbook?.id ?? null,
      proposedAt: now,
      expiresAt: new Date(now.getTime() + DECISION_POLICY.expiresAfterMs),
    },
  });
  const text = `R-${row.number} proposed: ${planned.title}`;
  await appendTimeline(tx, { incidentId: incident.id, at: now, voice: 'response', actor, text });
  await notifyLive(tx, { kind: 'remediation', modelId: incident.modelId, id: row.id, atMs: now.getTime() });
  await notifyLive(tx, { kind: 'incident', modelId: incident.modelId, id: incident.id, atMs: now.getTime() });
  await appendAudit(tx, {
    at: now,
    actor,
    action: 'remediation.propose',
    target: `remediation:${row.id}`,
    data: { number: row.number, contentHash: hash, action: planned.action, parameters: planned.parameters },
  });
}

/** Proposes what the matched runbook proposes, unless one waits or runs already, or it was tried or refused before. */
export async function proposeRemediation(
  tx: Tx,
  input: { model: ModelModel; incident: IncidentModel; runbook: MatchedRunbook | null; actor: Actor; now: Date },
): Promise<void> {
  const { incident, actor, now } = input;
  const earlier = await tx.remediation.findMany({
    where: { incidentId: incident.id },
    select: { number: true, state: true, action: true },
    orderBy: { number: 'asc' },
    take: 50,
  });
  if (earlier.some(({ state }) => ['proposed', 'approved', 'executing', 'verifying'].includes(state))) return;
  if (earlier.length >= MAX_PROPOSALS)
    return sayWhyNot(tx, incident, actor, now, `${MAX_PROPOSALS} were proposed already; decide by hand`);
  const result = await plan(tx, input);
  if (!result.ok) return sayWhyNot(tx, incident, actor, now, result.reason);
  const same = earlier.find(({ action, state }) => SETTLED.includes(state) && action === result.planned.action);
  if (same !== undefined)
    return sayWhyNot(
      tx,
      incident,
      actor,
      now,
      `R-${same.number} did the same and ${ENDED_AS[same.state] ?? same.state}`,
    );
  await store(tx, input, result.planned);
}
