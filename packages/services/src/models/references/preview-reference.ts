import { ModelId } from '@leeway/contracts';
import { DriftRuleSettings, type FrozenReference } from '@leeway/drift';
import { firstPaneStartMs, loadPanes, type Db, type ModelModel } from '@leeway/store';
import { z } from 'zod';
import type { Ctx } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { authorize } from '../../people/authorize.ts';
import { countVerdicts } from '../drafts/summarise-preview.ts';
import { loadReference } from '../reference-cache.ts';
import { requireModel } from '../require-model.ts';
import { ReferenceId } from '../set-active-reference.ts';
import { judgeTwice, type JudgedTwice, type WindowsToJudge } from './judge-twice.ts';
import { comparedFeatures, previewNotes } from './summarise-reference-preview.ts';
import type { ReferencePreview } from './reference-preview-view.ts';

export const PreviewReferenceInput = z.object({ modelId: ModelId, referenceId: ReferenceId });
export type PreviewReferenceInput = z.infer<typeof PreviewReferenceInput>;

const MAX_WINDOWS = 120;
/** Features × windows × references that one preview judges: about a second. */
const MAX_JUDGED = 20_000;
/** Windows judged before the first that is shown, so that an episode under way is known as one. */
const WARM_UP = 10;

/**
 * What switching the reference would change: the newest windows under the active reference and under another one of
 * this model, judged by the same rule from the same beginning. Writes nothing.
 */
export async function previewReference({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: PreviewReferenceInput;
}): Promise<ReferencePreview> {
  authorize(ctx.actor, 'read');
  const { db } = ctx;
  const { modelId, referenceId } = PreviewReferenceInput.parse(input);
  const model = await requireModel(db, modelId);
  const owned = await db.reference.findFirst({ where: { id: referenceId, modelId }, select: { id: true } });
  const other = owned === null ? null : await loadReference(db, referenceId);
  if (other === null) throw new ServiceError('not-found', 'There is no such reference.');
  const active = model.activeReferenceId === null ? null : await loadReference(db, model.activeReferenceId);
  if (active === null) throw new ServiceError('conflict', 'The model has no reference to compare with.');
  const settings = DriftRuleSettings.safeParse(model.settings).data ?? DriftRuleSettings.parse({});
  const windows = await windowsToJudge(db, model, { active, other, settings });
  const judged = windows === null ? null : judgeTwice(active, other, windows);
  return toPreview({ model, active, other, settings, judged });
}

async function windowsToJudge(
  db: Db,
  model: ModelModel,
  { active, other, settings }: { active: FrozenReference; other: FrozenReference; settings: DriftRuleSettings },
): Promise<WindowsToJudge | null> {
  const { id: modelId, paneMs, windowPanes } = model;
  const last = await db.evaluation.findFirst({
    where: { modelId, n: { gt: 0 } },
    orderBy: { windowEndAt: 'desc' },
    select: { windowEndAt: true },
  });
  if (last === null) return null;
  const lastEndMs = last.windowEndAt.getTime();
  const most = Math.floor(MAX_JUDGED / (active.features.length + other.features.length));
  const shown = Math.max(WARM_UP, Math.min(MAX_WINDOWS, most));
  const wantedFromMs = lastEndMs - (shown + WARM_UP - 1 + windowPanes) * paneMs;
  const firstMs = await firstPaneStartMs(db, { modelId, gridId: active.gridId, fromMs: wantedFromMs });
  if (firstMs === null) return null;
  // The newest window is judged in any case, whole or not.
  const firstEndMs = Math.min(lastEndMs, Math.ceil(firstMs / paneMs) * paneMs + windowPanes * paneMs);
  const windows = Math.round((lastEndMs - firstEndMs) / paneMs) + 1;
  const panes = await loadPanes(db, {
    modelId,
    grid: active.grid,
    fromMs: firstEndMs - windowPanes * paneMs,
    toMs: lastEndMs,
  });
  const warmUp = Math.max(0, Math.min(WARM_UP, windows - 1));
  return { panes, firstEndMs, lastEndMs, warmUp, paneMs, windowPanes, settings };
}

function toPreview(input: {
  model: ModelModel;
  active: FrozenReference;
  other: FrozenReference;
  settings: DriftRuleSettings;
  judged: JudgedTwice | null;
}): ReferencePreview {
  const { model, active, other, settings, judged } = input;
  const { now, after, errorShares } = judged ?? { now: [], after: [], errorShares: [] };
  const isExact = active.gridId === other.gridId;
  const [first, last] = [now[0], now.at(-1)];
  return {
    activeId: active.id,
    referenceId: other.id,
    stretch: first === undefined || last === undefined ? null : { fromMs: first.windowStartMs, toMs: last.windowEndMs },
    windows: now.length,
    series: now.map(({ windowEndMs, n, verdict, ratio }, index) => ({
      endMs: windowEndMs,
      n,
      now: { verdict, ratio },
      after: { verdict: after[index]?.verdict ?? 'no-data', ratio: after[index]?.ratio ?? 0 },
    })),
    counts: {
      now: countVerdicts(now.map(({ verdict }) => verdict)),
      after: countVerdicts(after.map(({ verdict }) => verdict)),
    },
    features: comparedFeatures({ active, other, now, after, errorShares }),
    isExact,
    unjudgedMs: isExact ? 0 : model.windowPanes * model.paneMs + model.latenessMs,
    notes: previewNotes({ isExact, settings, windows: now.length }),
  };
}
