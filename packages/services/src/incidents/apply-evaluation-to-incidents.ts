import { ModelStateEvent } from '@leeway/contracts';
import type { Verdict, WindowEvaluation } from '@leeway/drift';
import type { IncidentModel, ModelModel, Tx } from '@leeway/store';
import type { Ctx } from '../context.ts';
import type { ServiceEvaluation } from '../drift/service-evaluation.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { proposeRemediation } from '../remediation/propose-remediation.ts';
import { refreshProposals } from '../remediation/refresh-proposals.ts';
import { findRunbook } from '../runbooks/find-runbook.ts';
import { driftBeganMs, driftBeginning, serviceBeganMs, serviceIsElevated, type Beginning } from './began-ms.ts';
import { lockResponse } from './lock-incident.ts';
import { moveIncident } from './move-incident.ts';
import { okWindowsInARow } from './ok-windows-in-a-row.ts';
import { openIncident } from './open-incident.ts';
import { reassessIncident } from './reassess-incident.ts';
import { relatedChanges } from './related-changes.ts';
import { settleIncident } from './settle-incident.ts';
import { driftFinding, serviceFinding, type SignalFinding } from './signal-finding.ts';

export type ApplyEvaluationInput = {
  ctx: Ctx;
  tx: Tx;
  model: ModelModel;
  evaluation: WindowEvaluation;
  service: ServiceEvaluation;
};

type Signal = 'drift' | 'service';
/** An incident that came back within a day points to the one before it. */
const LINK_WITHIN_MS = 86_400_000;

function verdictOf(signal: Signal, input: ApplyEvaluationInput): Verdict {
  if (signal === 'drift') return input.evaluation.verdict;
  const verdicts = [input.service.latency.verdict, input.service.errors.verdict];
  if (verdicts.includes('critical')) return 'critical';
  if (serviceIsElevated(input.service)) return 'warning';
  return verdicts.includes('ok') ? 'ok' : 'insufficient';
}

/** Of an incident that is open it stays what it was: dating it anew would move what an approver reads. */
async function beginningOf(
  signal: Signal,
  open: IncidentModel | null,
  { tx, model, evaluation }: ApplyEvaluationInput,
): Promise<Beginning> {
  const { paneMs, id: modelId } = model;
  if (signal === 'service') {
    const { windowEndMs } = evaluation;
    return { beganMs: await serviceBeganMs(tx, { modelId, windowEndMs, paneMs }), precisionMs: paneMs, range: null };
  }
  if (open === null) return driftBeginning(tx, { modelId, evaluation, paneMs });
  const { beganRange } = open.evidence as unknown as SignalFinding['evidence'];
  const beganMs = open.beganAt.getTime();
  return { beganMs, precisionMs: beganRange?.precisionMs ?? paneMs, range: beganRange ?? null };
}

async function findingOf(
  signal: Signal,
  open: IncidentModel | null,
  input: ApplyEvaluationInput,
): Promise<{ finding: SignalFinding; changes: Awaited<ReturnType<typeof relatedChanges>> }> {
  const { tx, model, evaluation, service } = input;
  const { beganMs, precisionMs, range } = await beginningOf(signal, open, input);
  const changes = await relatedChanges(tx, model.id, beganMs);
  const reported = await tx.modelState.findUnique({ where: { modelId: model.id } });
  const state = ModelStateEvent.safeParse(reported?.state);
  const shared = {
    modelName: model.name,
    evaluation,
    beganMs,
    precisionMs,
    range,
    changes,
    state: state.success ? state.data : null,
  };
  return { finding: signal === 'drift' ? driftFinding(shared) : serviceFinding({ ...shared, service }), changes };
}

/** A critical window while nothing is open: a new incident, unless its episode was ended by a person already. */
async function openFor(signal: Signal, input: ApplyEvaluationInput, at: Date): Promise<IncidentModel | null> {
  const { ctx, tx, model } = input;
  const dedupKey = `${signal}:${model.id}`;
  const { finding, changes } = await findingOf(signal, null, input);
  const last = await tx.incident.findFirst({ where: { dedupKey, state: 'resolved' }, orderBy: { number: 'desc' } });
  // By the episode, not by its date: the rise may be dated to before a person looked, and it is news all the same.
  const episodeMs = signal === 'drift' ? driftBeganMs(input.evaluation, model.paneMs) : finding.beganMs;
  if (last !== null && episodeMs <= knownToMs(last) && !cameBack(last)) return null;
  const linked = last?.resolvedAt && at.getTime() - last.resolvedAt.getTime() <= LINK_WITHIN_MS ? last : null;
  const runbook = await findRunbook(tx, { modelId: model.id, evidence: finding.evidence });
  return openIncident(tx, {
    modelId: model.id,
    dedupKey,
    finding,
    changes,
    previous: linked === null ? null : { id: linked.id, number: linked.number },
    runbook,
    actor: ctx.actor,
    at,
  });
}

/**
 * Up to when drift had begun that a person saw in this incident: what began later is news, however soon after the
 * incident was resolved. `resolvedAt` cannot say it, since a beginning is known to one pane only.
 */
function knownToMs(incident: IncidentModel): number {
  const { rows } = incident.evidence as unknown as SignalFinding['evidence'];
  return Math.max(incident.openedAt.getTime(), ...rows.map(({ beganMs }) => beganMs));
}

/** Resolved because it came back, or quiet for long: not by a person's decision on this very episode. */
function cameBack(incident: IncidentModel): boolean {
  return incident.mitigatedAt !== null;
}

async function isUnderWay(tx: Tx, incidentId: string): Promise<boolean> {
  const row = await tx.remediation.findFirst({
    where: { incidentId, state: { in: ['approved', 'executing', 'verifying'] } },
    select: { id: true },
  });
  return row !== null;
}

async function applyCritical(signal: Signal, open: IncidentModel | null, input: ApplyEvaluationInput): Promise<void> {
  const { ctx, tx, model } = input;
  const at = ctx.now();
  let incident = open;
  if (incident?.state === 'mitigated') {
    await moveIncident(tx, incident, {
      event: 'recur',
      actor: ctx.actor,
      at,
      voice: 'judged',
      text: 'Verdict critical again: continued in a new incident',
    });
    incident = null;
  }
  if (incident === null) {
    incident = await openFor(signal, input, at);
    if (incident === null) return;
  } else if (await isUnderWay(tx, incident.id)) {
    // What was approved is being tried: its windows still hold what it is to cure, and say nothing new.
    return;
  } else {
    const { finding, changes } = await findingOf(signal, incident, input);
    const result = await reassessIncident(tx, { incident, finding, changes, actor: ctx.actor, at });
    incident = result.incident;
    if (result.changed) await refreshProposals({ tx, modelId: model.id, now: at });
  }
  const evidence = incident.evidence as unknown as SignalFinding['evidence'];
  const runbook = await findRunbook(tx, { modelId: model.id, evidence });
  await proposeRemediation(tx, { model, incident, runbook, actor: ctx.actor, now: at });
}

/**
 * What one judged window does to the model's incidents, in the transaction that stores the window: opens one incident
 * a signal, follows it while it gets worse, and ends it when the signal stays ok. A window that is not the newest
 * (a replay, a revision of the past) changes nothing. Call it before anything is appended to the audit chain.
 */
export async function applyEvaluationToIncidents(input: ApplyEvaluationInput): Promise<void> {
  const { ctx, tx, model, evaluation } = input;
  authorizeSystem(ctx.actor);
  const newer = await tx.evaluation.findFirst({
    where: { modelId: model.id, windowEndAt: { gt: new Date(evaluation.windowEndMs) } },
    select: { id: true },
  });
  if (newer !== null) return;
  await lockResponse(tx, model.id);
  for (const signal of ['drift', 'service'] as const) {
    const verdict = verdictOf(signal, input);
    const open = await tx.incident.findFirst({
      where: { dedupKey: `${signal}:${model.id}`, state: { not: 'resolved' } },
    });
    if (verdict === 'critical') await applyCritical(signal, open, input);
    else if (verdict === 'ok' && open !== null && open.state !== 'mitigated') {
      const okInARow = await okWindowsInARow(tx, { signal, evaluation, modelId: model.id, since: open.openedAt });
      await settleIncident(tx, { incident: open, okInARow, actor: ctx.actor, at: ctx.now() });
    }
  }
}
