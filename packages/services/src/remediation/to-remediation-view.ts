import {
  mayDecide,
  mayDecideUnderBudget,
  RemediationOutcome,
  type Actor,
  type BudgetStanding,
  type RemediationPlan,
  type RemediationState,
} from '@leeway/response';
import type { Db, RemediationModel, Tx } from '@leeway/store';
import { budgetStandings } from '../slos/budget-steps.ts';
import type { RemediationView } from './remediation-view.ts';

export type RemediationRecord = RemediationView['record'];

const APPROVED_STATES = new Set(['approved', 'executing', 'verifying', 'succeeded', 'failed', 'inconclusive']);
const NO_RECORD: RemediationRecord = { proposed: 0, approved: 0, succeeded: 0, failed: 0 };

/** What became of the others: a proposal is no record of itself. */
function withoutItself(record: RemediationRecord, state: string): RemediationRecord {
  return {
    proposed: record.proposed - 1,
    approved: record.approved - (APPROVED_STATES.has(state) ? 1 : 0),
    succeeded: record.succeeded - (state === 'succeeded' ? 1 : 0),
    failed: record.failed - (state === 'failed' ? 1 : 0),
  };
}

function ms(at: Date | null): number | null {
  return at === null ? null : at.getTime();
}

export function toRemediationView(
  row: RemediationModel & { incident: { number: number; title: string } },
  extra: {
    actor: Actor;
    nowMs: number;
    runbook: RemediationView['runbook'];
    record: RemediationRecord;
    standing: BudgetStanding;
  },
): RemediationView {
  const outcome = RemediationOutcome.parse(row.outcome ?? {});
  const { actor, standing } = extra;
  const anyhow = mayDecide({
    actor,
    state: row.state as RemediationState,
    expiresAtMs: row.expiresAt.getTime(),
    nowMs: extra.nowMs,
  });
  const risk = row.risk as RemediationView['risk'];
  const decision = anyhow.allowed ? mayDecideUnderBudget({ actor, risk, standing }) : anyhow;
  return {
    id: row.id,
    number: row.number,
    incidentNumber: row.incident.number,
    incidentTitle: row.incident.title,
    modelId: row.modelId,
    action: row.action,
    parameters: row.parameters as Record<string, unknown>,
    title: row.title,
    risk: row.risk as RemediationView['risk'],
    plan: row.plan as unknown as RemediationPlan,
    contentHash: row.contentHash,
    state: row.state as RemediationState,
    proposer: row.proposer as Actor,
    runbook: extra.runbook,
    proposedAtMs: row.proposedAt.getTime(),
    expiresAtMs: row.expiresAt.getTime(),
    decidedAtMs: ms(row.decidedAt),
    decidedBy: row.decidedBy as Actor | null,
    reason: row.reason,
    sentAtMs: ms(row.sentAt),
    runningAtMs: ms(row.runningAt),
    executedAtMs: ms(row.executedAt),
    verifyUntilMs: ms(row.verifyUntil),
    finishedAtMs: ms(row.finishedAt),
    executorMessage: outcome.executor?.message ?? null,
    verificationMessage: outcome.verification?.message ?? null,
    record: extra.record,
    canDecide: decision.allowed,
    cannotDecideReason: decision.allowed ? null : decision.reason,
  };
}

/** Rows with what lists and cards show beside them: three bounded queries, however many rows. */
export async function toRemediationViews(input: {
  db: Db | Tx;
  rows: (RemediationModel & { incident: { number: number; title: string } })[];
  actor: Actor;
  nowMs: number;
}): Promise<RemediationView[]> {
  const { db, rows, actor, nowMs } = input;
  if (rows.length === 0) return [];
  const runbookIds = [...new Set(rows.flatMap((row) => (row.runbookId === null ? [] : [row.runbookId])))];
  const modelIds = [...new Set(rows.map((row) => row.modelId))];
  const [standings, runbooks, groups] = await Promise.all([
    budgetStandings(db, modelIds),
    db.runbook.findMany({ where: { id: { in: runbookIds } }, select: { id: true, title: true } }),
    db.remediation.groupBy({
      by: ['modelId', 'action', 'state'],
      where: { modelId: { in: modelIds } },
      _count: { _all: true },
    }),
  ]);
  const titles = new Map(runbooks.map((runbook) => [runbook.id, runbook]));
  const records = new Map<string, RemediationRecord>();
  for (const group of groups) {
    const key = `${group.modelId}\n${group.action}`;
    const record = records.get(key) ?? { ...NO_RECORD };
    const count = group._count._all;
    record.proposed += count;
    if (APPROVED_STATES.has(group.state)) record.approved += count;
    if (group.state === 'succeeded') record.succeeded += count;
    if (group.state === 'failed') record.failed += count;
    records.set(key, record);
  }
  const recordOf = (row: RemediationModel) => {
    const record = records.get(`${row.modelId}\n${row.action}`) ?? NO_RECORD;
    return withoutItself(record, row.state);
  };
  return rows.map((row) =>
    toRemediationView(row, {
      actor,
      nowMs,
      runbook: row.runbookId === null ? null : (titles.get(row.runbookId) ?? null),
      record: recordOf(row),
      standing: standings.get(row.modelId) ?? null,
    }),
  );
}
