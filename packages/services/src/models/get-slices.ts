import {
  DriftRuleSettings,
  evaluateWindow,
  gridOf,
  sumPanes,
  type FeatureEvaluation,
  type FrozenReference,
  type WindowEvaluation,
  worstMeasure,
} from '@leeway/drift';
import { loadPanes, sliceNames, type Db, type ModelModel } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorize } from '../people/authorize.ts';
import type { SlicesView } from './model-views.ts';
import type { ModelRangeInput } from './range-input.ts';
import { loadReference } from './reference-cache.ts';
import { requireModel } from './require-model.ts';
import { verdictWeight } from './verdict-weight.ts';

type Slice = SlicesView['slices'][number];
type Window = { startMs: number; endMs: number };

/**
 * The newest judged window of a stretch, slice by slice, judged when somebody asks. Null when the model has no slices.
 * Each slice is compared with the reference of all events, which knows no slices.
 */
export async function getSlices({ ctx, input }: { ctx: Ctx; input: ModelRangeInput }): Promise<SlicesView | null> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const model = await requireModel(db, input.modelId);
  if (model.sliceBy === null) return null;
  const { sliceBy } = model;
  const last = await db.evaluation.findFirst({
    where: { modelId: model.id, windowEndAt: { gt: new Date(input.fromMs), lte: new Date(input.toMs) } },
    orderBy: { windowEndAt: 'desc' },
    select: { referenceId: true, windowStartAt: true, windowEndAt: true },
  });
  const reference = last === null ? null : await loadReference(db, last.referenceId);
  if (last === null || reference === null) return { sliceBy, window: null, slices: [] };
  const window = { startMs: last.windowStartAt.getTime(), endMs: last.windowEndAt.getTime() };
  return { sliceBy, window, slices: await slicesOf(db, { model, sliceBy, reference, window }) };
}

async function slicesOf(
  db: Db,
  input: { model: ModelModel; sliceBy: string; reference: FrozenReference; window: Window },
): Promise<Slice[]> {
  const { model, sliceBy, reference, window } = input;
  const grid = gridOf(reference);
  const layout = grid.layouts.find(({ feature }) => feature.name === sliceBy && feature.source === 'feature');
  if (layout?.kind !== 'categorical') return [];
  const settings = settingsAlone(model);
  return await Promise.all(
    sliceNames(layout).map(async (slice) => {
      const panes = await loadPanes(db, {
        modelId: model.id,
        grid,
        fromMs: window.startMs,
        toMs: window.endMs,
        slice,
      });
      const { evaluation } = evaluateWindow({
        reference,
        pane: sumPanes(grid, panes.values()),
        windowStartMs: window.startMs,
        windowEndMs: window.endMs,
        settings,
      });
      return { value: slice.slice(sliceBy.length + 1), ...judged(evaluation, sliceBy) };
    }),
  );
}

/** There is no memory of earlier windows, so nothing can be confirmed by them. */
function settingsAlone(model: ModelModel): DriftRuleSettings {
  const settings = DriftRuleSettings.safeParse(model.settings).data ?? DriftRuleSettings.parse({});
  return { ...settings, hysteresis: { ...settings.hysteresis, confirmWindows: 1 } };
}

/** Without the feature that tells slices apart: inside a slice it has one value, which is always far from the reference. */
function judged({ n, verdict, features }: WindowEvaluation, sliceBy: string): Omit<Slice, 'value'> {
  if (verdict === 'no-data' || verdict === 'insufficient') return { n, verdict, worst: null };
  let worst: FeatureEvaluation | null = null;
  for (const one of features) {
    if (one.feature === sliceBy) continue;
    if (worst === null || verdictWeight(one) > verdictWeight(worst)) worst = one;
  }
  return { n, verdict: worst?.verdict ?? 'insufficient', worst: worst === null ? null : worstReading(worst) };
}

function worstReading(evaluation: FeatureEvaluation): Slice['worst'] {
  const measure = worstMeasure(evaluation);
  if (measure === null) return null;
  return { feature: evaluation.feature, metric: measure.id, value: measure.value, critical: measure.critical };
}
