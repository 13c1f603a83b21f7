import {
  DriftRuleSettings,
  gridOf,
  referenceCounts,
  sumPanes,
  type CategoricalLayout,
  type FrozenReference,
  type Pane,
} from '@leeway/drift';
import { loadPanes, sliceNames, type Db, type ModelModel } from '@leeway/store';
import type { Ctx } from '../../context.ts';
import { authorize } from '../../people/authorize.ts';
import type { ModelRangeInput } from '../range-input.ts';
import { loadReference } from '../reference-cache.ts';
import { requireModel } from '../require-model.ts';
import { verdictWeight } from '../verdict-weight.ts';
import { compareSlice } from './compare-slice.ts';
import { sliceCandidates } from './slice-candidates.ts';
import { sampledShare, sliceService } from './slice-service.ts';
import type { SlicesView, SliceView } from './slices-view.ts';

type Window = { startMs: number; endMs: number };

/**
 * The newest judged window of a stretch, slice by slice beside the rest of it, judged when somebody asks. Labels are not counted by slice: quality is what the slice's scores let expect.
 */
export async function getSlices({ ctx, input }: { ctx: Ctx; input: ModelRangeInput }): Promise<SlicesView> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const model = await requireModel(db, input.modelId);
  const { sliceBy } = model;
  const active = await loadReference(db, model.activeReferenceId ?? '');
  const candidates = active === null ? [] : sliceCandidates(active);
  if (sliceBy === null) return { sliceBy, candidates, window: null, slices: [] };
  const last = await db.evaluation.findFirst({
    where: { modelId: model.id, windowEndAt: { gt: new Date(input.fromMs), lte: new Date(input.toMs) } },
    orderBy: { windowEndAt: 'desc' },
    select: { referenceId: true, windowStartAt: true, windowEndAt: true },
  });
  const reference = last === null ? null : await loadReference(db, last.referenceId);
  if (last === null || reference === null) return { sliceBy, candidates, window: null, slices: [] };
  const window = { startMs: last.windowStartAt.getTime(), endMs: last.windowEndAt.getTime() };
  const layout = gridOf(reference).layouts.find(
    ({ feature }) => feature.name === sliceBy && feature.source === 'feature',
  );
  const panes = layout?.kind === 'categorical' ? await slicePanes(db, { model, reference, layout, window }) : [];
  // Read after its slices: what came in between is in none of them.
  const whole = await windowPane(db, { model, reference, window });
  const slices =
    layout?.kind === 'categorical' ? panes.map((one) => sliceOf(one, { model, reference, layout, window, whole })) : [];
  return {
    sliceBy,
    candidates,
    window: { ...window, n: whole.events, service: sliceService(reference, whole) },
    slices: slices.toSorted((a, b) => verdictWeight(b.fromRest) - verdictWeight(a.fromRest) || b.n - a.n),
  };
}

type Sliced = { model: ModelModel; reference: FrozenReference; layout: CategoricalLayout; window: Window };
type NamedPane = { value: string; cell: number; pane: Pane };

async function windowPane(
  db: Db,
  { model, reference, window, slice }: Omit<Sliced, 'layout'> & { slice?: string },
): Promise<Pane> {
  const grid = gridOf(reference);
  const panes = await loadPanes(db, {
    modelId: model.id,
    grid,
    fromMs: window.startMs,
    toMs: window.endMs,
    ...(slice === undefined ? {} : { slice }),
  });
  return sumPanes(grid, panes.values());
}

async function slicePanes(db: Db, input: Sliced): Promise<NamedPane[]> {
  const { name } = input.layout.feature;
  return Promise.all(
    sliceNames(input.layout).map(async (slice, cell) => ({
      value: slice.slice(name.length + 1),
      cell,
      pane: await windowPane(db, { ...input, slice }),
    })),
  );
}

function sliceOf({ value, cell, pane }: NamedPane, input: Sliced & { whole: Pane }): SliceView {
  const { model, reference, layout, window, whole } = input;
  const settings = DriftRuleSettings.safeParse(model.settings).data ?? DriftRuleSettings.parse({});
  const { cells, total } = referenceCounts(reference, layout);
  return {
    value,
    n: pane.events,
    share: sampledShare(pane.events, whole.events) ?? { value: 0, halfWidth: 0 },
    referenceShare: total === 0 ? 0 : (cells[cell] ?? 0) / total,
    service: sliceService(reference, pane),
    ...compareSlice({ sliceBy: layout.feature.name, reference, settings, whole, slice: pane, window }),
  };
}
