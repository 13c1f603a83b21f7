import {
  DriftRuleSettings,
  featureHistogram,
  featureReadings,
  featureShifts,
  gridOf,
  metricChance,
  sumPanes,
  type FeatureEvaluation,
} from '@leeway/drift';
import { loadNewCategories, loadPanes, type Db } from '@leeway/store';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { authorize } from '../people/authorize.ts';
import { dateBeginning, readDatedWindows } from './get-feature-began.ts';
import { MARKS, verdictOfMark } from './mark-verdict.ts';
import type { FeatureDetail } from './model-views.ts';
import { ModelRangeInput } from './range-input.ts';
import { loadReference } from './reference-cache.ts';
import { requireModel } from './require-model.ts';
import { roundStepMs } from './time-steps.ts';

/** What is measured on a text is called after it: `<name>.tokens`. */
const MAX_NAME = 220;
export const GetFeatureInput = ModelRangeInput.and(z.object({ feature: z.string().min(1).max(MAX_NAME) }));
export type GetFeatureInput = z.infer<typeof GetFeatureInput>;

const MAX_POINTS = 480;
/** Share of unchanged windows that a metric may exceed what chance is said to reach. */
const CHANCE_TAIL = 0.05;

/**
 * One feature in the newest judged window of a stretch, next to its reference, and how it got there. Null where no window
 * of the stretch was judged.
 */
export async function getFeature({ ctx, input }: { ctx: Ctx; input: GetFeatureInput }): Promise<FeatureDetail | null> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const { modelId, feature, fromMs, toMs } = input;
  const last = await db.evaluation.findFirst({
    where: { modelId, windowEndAt: { gt: new Date(fromMs), lte: new Date(toMs) } },
    orderBy: { windowEndAt: 'desc' },
  });
  if (last === null) return null;
  const evaluation = (last.features as unknown as FeatureEvaluation[]).find((one) => one.feature === feature);
  const reference = await loadReference(db, last.referenceId);
  if (evaluation === undefined || reference === null)
    throw new ServiceError('not-found', `The reference has no feature "${feature}".`);
  const grid = gridOf(reference);
  const panes = await loadPanes(db, {
    modelId,
    grid,
    fromMs: last.windowStartAt.getTime(),
    toMs: last.windowEndAt.getTime(),
  });
  const window = sumPanes(grid, panes.values());
  const histogram = featureHistogram(reference, window, feature);
  if (histogram === undefined) throw new ServiceError('not-found', `The reference has no feature "${feature}".`);
  // What the window was judged by stands; every other metric is read for whoever looks.
  const side = { reference, pane: window };
  const settings = DriftRuleSettings.parse({});
  const readings = featureReadings(side, feature, settings);
  const windowEndMs = last.windowEndAt.getTime();
  return {
    feature,
    evaluation: { ...evaluation, metrics: { ...readings, ...evaluation.metrics } },
    windowStartMs: last.windowStartAt.getTime(),
    windowEndMs,
    windowN: histogram.windowN,
    referenceId: last.referenceId,
    referenceN: histogram.referenceN,
    histogram: histogram.bins,
    missing: histogram.missing,
    newShare: histogram.newShare,
    newCategories: await newCategoriesOf(db, { modelId, gridId: grid.id, feature, window: last }),
    shifts: featureShifts(reference, window, feature) ?? null,
    mean: histogram.mean,
    beganMs: evaluation.beganMs ?? null,
    began: await beganOf(db, { modelId, feature, referenceId: last.referenceId, toMs: windowEndMs }),
    chance: metricChance(side, feature, { ...settings, tail: CHANCE_TAIL }) ?? {},
    series: await seriesOf(db, input, last.referenceId),
  };
}

async function newCategoriesOf(
  db: Db,
  input: { modelId: string; gridId: string; feature: string; window: { windowStartAt: Date; windowEndAt: Date } },
): Promise<FeatureDetail['newCategories']> {
  const { modelId, gridId, feature, window } = input;
  const all = await loadNewCategories(db, {
    modelId,
    gridId,
    fromMs: window.windowStartAt.getTime(),
    toMs: window.windowEndAt.getTime(),
  });
  const found = all.get(feature);
  if (found === undefined) return null;
  const names = [...found.counts]
    .map(([category, count]) => ({ category, count }))
    .toSorted((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1));
  return { names, total: found.total, undercount: found.undercount };
}

async function beganOf(db: Db, input: Parameters<typeof readDatedWindows>[1]): Promise<FeatureDetail['began']> {
  const { paneMs } = await requireModel(db, input.modelId);
  return dateBeginning(await readDatedWindows(db, input), paneMs);
}

async function seriesOf(db: Db, input: GetFeatureInput, referenceId: string): Promise<FeatureDetail['series']> {
  const stepMs = roundStepMs(input.toMs - input.fromMs, MAX_POINTS);
  const rows = await db.$queryRaw<{ endMs: number; ratio: number | null; severity: number }[]>`
    SELECT max(extract(epoch FROM e.window_end_at) * 1000)::float8 AS "endMs",
           max(e.ratios[place.at]) AS ratio,
           max(position(substr(e.marks, place.at, 1) IN ${MARKS.join('')})) AS severity
      FROM evaluation e
      JOIN reference r ON r.id = e.reference_id
      CROSS JOIN LATERAL (SELECT array_position(r.features, ${input.feature}) AS at) place
     WHERE e.model_id = ${input.modelId} AND place.at IS NOT NULL
       AND e.window_end_at > ${new Date(input.fromMs)} AND e.window_end_at <= ${new Date(input.toMs)}
       AND r.features = (SELECT features FROM reference WHERE id = ${referenceId})
     GROUP BY floor(extract(epoch FROM e.window_end_at) * 1000 / ${stepMs}::float8)
     ORDER BY 1`;
  return rows.map(({ endMs, ratio, severity }) => ({
    endMs,
    ratio: ratio ?? 0,
    verdict: verdictOfMark(MARKS[severity - 1] ?? '-'),
  }));
}
