import { ModelId } from '@leeway/contracts';
import { DriftRuleSettings, ReferenceProvenance } from '@leeway/drift';
import type { Db, ModelModel } from '@leeway/store';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { loadAlarmStatus } from '../drift/alarm-status.ts';
import { authorize } from '../people/authorize.ts';
import { lastEvaluations } from './last-evaluations.ts';
import { modelStatus } from './model-status.ts';
import type { ModelDetail, ReferenceView } from './model-views.ts';
import { lastSwitch } from './references/last-switch.ts';
import { requireModel } from './require-model.ts';
import { reportedStates } from './serving-version.ts';
import { mappingProblem, storedMapping } from './stored-mapping.ts';
import { streamFacts } from './stream-facts.ts';
import { taskOf } from './task-of.ts';
import { worstBudgets } from './worst-budgets.ts';

export const GetModelInput = z.object({ modelId: ModelId });
export type GetModelInput = z.infer<typeof GetModelInput>;

const MAX_REFERENCES = 50;
const RATE_PANES = 6;

export async function getModel({ ctx, input }: { ctx: Ctx; input: GetModelInput }): Promise<ModelDetail> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const nowMs = ctx.now().getTime();
  const model = await requireModel(db, input.modelId);
  const [lasts, streams, states, budgets, references, incidents, slos, eventsPerSecond] = await Promise.all([
    lastEvaluations(db, [model.id]),
    streamFacts(db, [model.predictionTopic], nowMs),
    reportedStates(db, [model.id]),
    worstBudgets(db, [model.id]),
    referenceViews(db, model),
    db.incident.findMany({
      where: { modelId: model.id, state: { in: ['triggered', 'acknowledged'] } },
      orderBy: { number: 'desc' },
      take: 20,
      select: { number: true },
    }),
    db.slo.findMany({ where: { modelId: model.id, archivedAt: null }, take: 100, select: { id: true } }),
    recentRate(db, model, nowMs),
  ]);
  const last = lasts.get(model.id) ?? null;
  const stream = streams.get(model.predictionTopic) ?? null;
  const status = modelStatus({
    nowMs,
    windowMs: model.paneMs * model.windowPanes,
    latenessMs: model.latenessMs,
    hasReference: model.activeReferenceId !== null,
    last,
    lastEventMs: stream?.lastEventMs ?? null,
    misconfigured: mappingProblem(model),
    waitsFor: stream?.waitsFor ?? null,
  });
  const settings = DriftRuleSettings.safeParse(model.settings).data ?? DriftRuleSettings.parse({});
  const { marks, multivariate } = await readingsOf(db, last?.id ?? '');
  const reference = references.find(({ active }) => active) ?? null;
  return {
    id: model.id,
    name: model.name,
    description: model.description,
    tier: model.tier,
    environment: model.environment,
    ownerTeam: model.ownerTeam,
    ...status,
    statusSinceMs: status.status === 'unknown' ? null : (last?.sinceMs ?? null),
    featuresCritical: marks.split('c').length - 1,
    featuresTotal: marks.length,
    multivariate,
    predictionTopic: model.predictionTopic,
    labelTopic: model.labelTopic,
    streamMapping: storedMapping(model.streamMapping),
    labelMapping: { ...storedMapping(model.labelMapping), carries: 'labels' },
    paneMs: model.paneMs,
    windowPanes: model.windowPanes,
    latenessMs: model.latenessMs,
    labelDelayMs: model.labelDelayMs,
    task: taskOf(model),
    settings,
    alarms: await alarmsOf(db, model, settings),
    state: states.get(model.id) ?? null,
    reference,
    references,
    referenceSwitch: await lastSwitch(db, model.id, model.activeReferenceId),
    lastEventMs: stream?.lastEventMs ?? null,
    lagSeconds: stream?.lagSeconds ?? null,
    lagRecords: stream?.lagRecords ?? null,
    eventsPerSecond,
    watermarkMs: stream?.watermarkMs ?? null,
    partitions: stream?.partitions ?? { live: 0, total: 0 },
    openIncidentNumbers: incidents.map(({ number }) => number),
    sloIds: slos.map(({ id }) => id),
    budget: budgets.get(model.id) ?? null,
    asOfMs: nowMs,
  };
}

async function alarmsOf(db: Db, model: ModelModel, settings: DriftRuleSettings): Promise<ModelDetail['alarms']> {
  const referenceId = model.activeReferenceId;
  if (referenceId === null) return null;
  return loadAlarmStatus(db, { modelId: model.id, referenceId, settings, paneMs: model.paneMs });
}

async function readingsOf(
  db: Db,
  evaluationId: string,
): Promise<Pick<ModelDetail, 'multivariate'> & { marks: string }> {
  const select = { marks: true, multivariate: true };
  const row = await db.evaluation.findUnique({ where: { id: evaluationId }, select });
  if (row === null) return { marks: '', multivariate: [] };
  // Written by evaluation-row.ts only, as it came from the drift package.
  return { marks: row.marks, multivariate: row.multivariate as unknown as ModelDetail['multivariate'] };
}

/** The newest ones, and the active one however old it is. */
async function referenceViews(db: Db, model: ModelModel): Promise<ReferenceView[]> {
  const where = { modelId: model.id };
  const newest = await db.reference.findMany({
    where,
    orderBy: { createdAt: 'desc' },
    take: MAX_REFERENCES,
    omit: { body: true },
  });
  const isThere = newest.some(({ id }) => id === model.activeReferenceId);
  const active = isThere
    ? []
    : await db.reference.findMany({ where: { ...where, id: model.activeReferenceId ?? '' }, omit: { body: true } });
  const rows = [...newest, ...active];
  return rows.map((row) => {
    const provenance = ReferenceProvenance.safeParse(row.provenance);
    return {
      id: row.id,
      hash: row.hash,
      rowCount: Number(row.rowCount),
      createdAtMs: row.createdAt.getTime(),
      active: row.id === model.activeReferenceId,
      provenance: provenance.success ? provenance.data : { kind: 'file' as const, detail: 'unknown', createdBy: '' },
    };
  });
}

/** Mean over the last complete panes; null while there are none. */
async function recentRate(db: Db, model: ModelModel, nowMs: number): Promise<number | null> {
  const toMs = Math.floor((nowMs - model.latenessMs) / model.paneMs) * model.paneMs;
  const fromMs = toMs - RATE_PANES * model.paneMs;
  const sum = await db.pane.aggregate({
    where: { slice: '', modelId: model.id, startAt: { gte: new Date(fromMs), lt: new Date(toMs) } },
    _sum: { n: true },
  });
  return sum._sum.n === null ? null : sum._sum.n / ((toMs - fromMs) / 1_000);
}
