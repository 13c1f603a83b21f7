import { worstMeasure, type FeatureEvaluation } from '@leeway/drift';
import type { Db } from '@leeway/store';
import type { ModelRow } from './model-views.ts';

/** The worst feature's worst measure of these evaluations, by evaluation id. */
export async function worstMetrics(
  db: Db,
  evaluationIds: string[],
): Promise<Map<string, NonNullable<ModelRow['worst']>>> {
  const rows = await db.$queryRaw<{ id: string; feature: FeatureEvaluation | null }[]>`
    SELECT e.id, (SELECT f FROM jsonb_array_elements(e.features) f
                   WHERE f->>'feature' = e.worst_feature LIMIT 1) AS feature
      FROM evaluation e WHERE e.id = ANY (${evaluationIds}::text[]) AND e.worst_feature IS NOT NULL`;
  const worst = new Map<string, NonNullable<ModelRow['worst']>>();
  for (const { id, feature } of rows) {
    const measure = feature === null ? null : worstMeasure(feature);
    if (feature === null || measure === null) continue;
    worst.set(id, { feature: feature.feature, metric: measure.id, value: measure.value, critical: measure.critical });
  }
  return worst;
}
