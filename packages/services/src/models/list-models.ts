import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import { driftStrips, STRIP_BAR_MS, STRIP_BARS } from './drift-strips.ts';
import { lastEvaluations } from './last-evaluations.ts';
import { modelStatus } from './model-status.ts';
import type { ModelRow } from './model-views.ts';
import { recentQuality } from './recent-quality.ts';
import { newestVersion, reportedStates } from './serving-version.ts';
import { mappingProblem } from './stored-mapping.ts';
import { streamFacts } from './stream-facts.ts';
import { worstBudgets } from './worst-budgets.ts';
import { worstMetrics } from './worst-metrics.ts';

const MAX_MODELS = 500;
const MAX_CHANGES = 1_000;

/** All models that are watched, with what a list shows of each. */
export async function listModels({ ctx }: { ctx: Ctx }): Promise<ModelRow[]> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const nowMs = ctx.now().getTime();
  const models = await db.model.findMany({ where: { archivedAt: null }, orderBy: { name: 'asc' }, take: MAX_MODELS });
  const ids = models.map(({ id }) => id);
  const [lasts, strips, streams, budgets, states, changes] = await Promise.all([
    lastEvaluations(db, ids),
    driftStrips(db, ids, nowMs),
    streamFacts(
      db,
      models.map(({ predictionTopic }) => predictionTopic),
      nowMs,
    ),
    worstBudgets(db, ids),
    reportedStates(db, ids),
    db.changeEvent.findMany({
      where: { modelId: { in: ids }, at: { gte: new Date(nowMs - STRIP_BARS * STRIP_BAR_MS) } },
      orderBy: { at: 'desc' },
      take: MAX_CHANGES,
      select: { modelId: true, at: true },
    }),
  ]);
  const worst = await worstMetrics(
    db,
    [...lasts.values()].map(({ id }) => id),
  );
  return Promise.all(
    models.map(async (model): Promise<ModelRow> => {
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
      return {
        id: model.id,
        name: model.name,
        version: states.get(model.id)?.version ?? (await newestVersion(db, model.id)),
        tier: model.tier,
        environment: model.environment,
        ...status,
        statusSinceMs: status.status === 'unknown' ? null : (last?.sinceMs ?? null),
        strip: strips.get(model.id) ?? [],
        changesMs: changes.filter(({ modelId }) => modelId === model.id).map(({ at }) => at.getTime()),
        worst: worst.get(last?.id ?? '') ?? null,
        quality: await recentQuality(db, model.id),
        budget: budgets.get(model.id) ?? null,
        lagSeconds: stream?.lagSeconds ?? null,
        lastEventMs: stream?.lastEventMs ?? null,
      };
    }),
  );
}
