import { ModelStateEvent } from '@leeway/contracts';
import {
  actionDefinition,
  contentHash,
  isAction,
  rowsNow,
  type Actor,
  type IncidentEvidence,
  type RemediationPlan,
} from '@leeway/response';
import { notifyLive, type Prisma, type RemediationModel, type Tx } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import { appendTimeline } from '../incidents/append-timeline.ts';
import { moveRemediation } from './move-remediation.ts';
import { sha256Hex } from './sha256-hex.ts';

const SYSTEM: Actor = { kind: 'system', id: 'leeway', name: 'Leeway' };
const MAX_OPEN = 50;

type OpenProposal = RemediationModel & { incident: { evidence: Prisma.JsonValue } };

/** Draws one proposal up anew. Its hash changes when its content does, and with it every decision on the old content is void. */
async function refreshOne(tx: Tx, row: OpenProposal, state: ModelStateEvent, now: Date): Promise<void> {
  if (!isAction(row.action)) return;
  const plan = row.plan as unknown as RemediationPlan;
  const rows = rowsNow({ action: row.action, parameters: row.parameters, state, planned: plan.rows });
  if (rows === null) {
    await moveRemediation(tx, row, {
      event: 'supersede',
      actor: SYSTEM,
      at: now,
      voice: 'response',
      text: `R-${row.number} superseded: the model reports that it would change nothing any more`,
      patch: { finishedAt: now },
    });
    return;
  }
  const next: RemediationPlan = { ...plan, rows, stateReportedAtMs: state.time };
  const parameters = row.parameters as Record<string, unknown>;
  const evidence = row.incident.evidence as unknown as IncidentEvidence;
  const hash = contentHash({ action: row.action, parameters, plan: next, evidence }, sha256Hex);
  if (hash === row.contentHash) return;
  const title = actionDefinition(row.action).title(parameters as never, state);
  const { count } = await tx.remediation.updateMany({
    where: { id: row.id, state: 'proposed', contentHash: row.contentHash },
    data: { plan: next, contentHash: hash, title },
  });
  if (count === 0) return;
  const { incidentId, modelId } = row;
  await appendTimeline(tx, {
    incidentId,
    at: now,
    voice: 'response',
    actor: SYSTEM,
    text: `R-${row.number} drawn up anew: what it was proposed on has changed`,
  });
  await notifyLive(tx, { kind: 'remediation', modelId, id: row.id, atMs: now.getTime() });
  await appendAudit(tx, {
    at: now,
    actor: SYSTEM,
    action: 'remediation.redraw',
    target: `remediation:${row.id}`,
    data: { number: row.number, fromHash: row.contentHash, toHash: hash },
  });
}

/** After the reported state or the evidence changed: open proposals follow, or end where they make no sense any more. */
export async function refreshProposals(input: { tx: Tx; modelId: string; now: Date }): Promise<void> {
  const { tx, modelId, now } = input;
  const open = await tx.remediation.findMany({
    where: { modelId, state: 'proposed' },
    include: { incident: { select: { evidence: true } } },
    orderBy: { number: 'asc' },
    take: MAX_OPEN,
  });
  if (open.length === 0) return;
  const reported = await tx.modelState.findUnique({ where: { modelId } });
  const state = ModelStateEvent.safeParse(reported?.state);
  if (!state.success) return;
  for (const row of open) await refreshOne(tx, row, state.data, now);
}
