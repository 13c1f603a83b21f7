import {
  createPane,
  decodeReference,
  featureHistogram,
  gridOf,
  type FeatureGrid,
  type FrozenReference,
  type ReferenceFeature,
} from '@leeway/drift';
import type { Ctx } from '../../context.ts';
import { authorize } from '../../people/authorize.ts';
import type { ReferenceQuality } from '../freeze-reference.ts';
import type { ReferenceDraftInput } from './draft-input.ts';
import { DraftResult } from './draft-result.ts';
import type { DraftFeature, ReferenceDraftView } from './draft-views.ts';
import { draftWarnings, featureWarnings } from './draft-warnings.ts';
import { requireDraft } from './require-draft.ts';

/** Rows that were frozen for a form, as somebody looks at them before a model is made of them. */
export async function getReferenceDraft({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ReferenceDraftInput;
}): Promise<ReferenceDraftView> {
  authorize(ctx.actor, 'registerModel');
  const row = await requireDraft(ctx, input.draftId);
  const reference = decodeReference(row.body);
  const { fromMs = null, toMs = null } = reference.provenance;
  const result = DraftResult.safeParse(row.result).data;
  return {
    draftId: row.id,
    source: row.source,
    modelId: row.modelId,
    rowCount: reference.rowCount,
    provenance: reference.provenance,
    hasTime: fromMs !== null,
    fromMs,
    toMs,
    hasLabels: row.labelled > 0n,
    labelled: Number(row.labelled),
    // Written by createReferenceDraft only.
    quality: row.quality as ReferenceQuality | null,
    features: featuresOf(reference),
    warnings: draftWarnings(reference),
    createdAtMs: row.createdAt.getTime(),
    expiresAtMs: row.expiresAt.getTime(),
    usedFor: result === undefined ? null : { modelId: result.answer.modelId },
  };
}

function featuresOf(reference: FrozenReference): DraftFeature[] {
  const grid = gridOf(reference);
  const nothing = createPane(grid);
  return reference.features.flatMap((feature, index): DraftFeature[] => {
    const layout = grid.layouts[index];
    const histogram = featureHistogram(reference, nothing, feature.name);
    if (layout === undefined || histogram === undefined) return [];
    return [
      {
        name: feature.name,
        kind: feature.kind,
        isPrediction: layout.feature.source !== 'feature',
        isDeclared: layout.feature.coerce,
        values: feature.values,
        missing: histogram.missing.reference,
        categories: categoriesOf(layout.feature),
        range: rangeOf(feature),
        histogram: histogram.bins,
        warnings: featureWarnings(reference, index),
      },
    ];
  });
}

function categoriesOf(feature: FeatureGrid): number | null {
  return 'categories' in feature ? feature.categories.length + feature.others.length : null;
}

function rangeOf({ min, max, mean, sd }: ReferenceFeature): DraftFeature['range'] {
  return min === null || max === null ? null : { min, max, mean, sd };
}
