import { metricName, metricValue, type IncidentEvidence } from '@leeway/response';
import type { Ctx } from '../context.ts';
import { toChangeView } from '../changes/to-change-view.ts';
import { INCIDENT_ROW_INCLUDE, toIncidentRow } from '../incidents/to-incident-row.ts';
import { listModels } from '../models/list-models.ts';
import type { ModelRow } from '../models/model-views.ts';
import { authorize } from '../people/authorize.ts';
import { toRemediationViews } from '../remediation/to-remediation-view.ts';
import { burningBudgets } from './burning-budgets.ts';
import { orderNeeds } from './order-needs.ts';
import type { NeedItem, OverviewView } from './overview-view.ts';

const MAX_NEEDS_OF_A_KIND = 20;
const MAX_CHANGES = 10;
const CHANGES_WITHIN_MS = 86_400_000;
const OPEN_STATES = ['triggered', 'acknowledged'];

function evidenceInOneLine(evidence: IncidentEvidence): string {
  const [worst, ...others] = evidence.rows;
  if (worst === undefined) return evidence.diagnosis.text;
  const rest = others.length === 0 ? '' : `, ${others.length} more`;
  return `${worst.feature}: ${metricName(worst.metric)} ${metricValue(worst.metric, worst.value)}${rest}`;
}

async function incidentNeeds(ctx: Ctx, fleet: readonly ModelRow[]): Promise<NeedItem[]> {
  const rows = await ctx.db.incident.findMany({
    where: { state: { in: OPEN_STATES } },
    include: INCIDENT_ROW_INCLUDE,
    // "critical" sorts before "warning".
    orderBy: [{ severity: 'asc' }, { openedAt: 'asc' }],
    take: MAX_NEEDS_OF_A_KIND,
  });
  return rows.map((row) => ({
    kind: 'incident' as const,
    severity: row.severity === 'critical' ? ('critical' as const) : ('warning' as const),
    incident: toIncidentRow(row),
    strip: fleet.find(({ id }) => id === row.modelId)?.strip ?? [],
    evidence: evidenceInOneLine(row.evidence as unknown as IncidentEvidence),
  }));
}

async function approvalNeeds(ctx: Ctx, nowMs: number): Promise<NeedItem[]> {
  const rows = await ctx.db.remediation.findMany({
    where: { state: 'proposed', expiresAt: { gt: new Date(nowMs) } },
    include: { incident: { select: { number: true, title: true } } },
    orderBy: { proposedAt: 'asc' },
    take: MAX_NEEDS_OF_A_KIND,
  });
  const views = await toRemediationViews({ db: ctx.db, rows, actor: ctx.actor, nowMs });
  return views.map((remediation) => ({ kind: 'approval' as const, remediation }));
}

/** What the first page shows: is anything on fire, what needs a person, what changed. */
export async function getOverview({ ctx }: { ctx: Ctx }): Promise<OverviewView> {
  authorize(ctx.actor, 'read');
  const nowMs = ctx.now().getTime();
  const fleet = await listModels({ ctx });
  const changesWhere = { at: { gte: new Date(nowMs - CHANGES_WITHIN_MS) } };
  const [incidents, approvals, budgets, openIncidents, waitingApprovals, changes, changesTotal] = await Promise.all([
    incidentNeeds(ctx, fleet),
    approvalNeeds(ctx, nowMs),
    burningBudgets(ctx.db),
    ctx.db.incident.count({ where: { state: { in: OPEN_STATES } } }),
    ctx.db.remediation.count({ where: { state: 'proposed', expiresAt: { gt: new Date(nowMs) } } }),
    ctx.db.changeEvent.findMany({ where: changesWhere, orderBy: { at: 'desc' }, take: MAX_CHANGES }),
    ctx.db.changeEvent.count({ where: changesWhere }),
  ]);
  const needs: NeedItem[] = budgets.items.map((budget) => ({
    kind: 'budget' as const,
    severity: budget.budgetRemaining !== null && budget.budgetRemaining <= 0 ? 'critical' : 'warning',
    budget,
  }));
  return {
    asOfMs: nowMs,
    counts: {
      openIncidents,
      waitingApprovals,
      burningBudgets: budgets.total,
      modelsReporting: fleet.filter(({ status }) => status !== 'unknown').length,
      modelsTotal: fleet.length,
    },
    needs: orderNeeds([...incidents, ...approvals, ...needs]),
    changes: changes.map(toChangeView),
    changesTotal,
    fleet,
  };
}
