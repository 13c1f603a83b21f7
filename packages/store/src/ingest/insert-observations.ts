import type { Db, Tx } from '../client.ts';
import { notifyLive } from '../live.ts';
import type { IngestDelta } from './ingest-delta.ts';

/** Features named per model and kind; what comes beyond is only counted. */
export const MAX_OBSERVED_FEATURES = 50;

/**
 * Notes what events hold that the reference does not expect. Seen for the first time, it becomes a change event of
 * kind "schema", so that it stands beside what it may have caused.
 */
export async function insertObservations(tx: Tx, { observations, atMs }: IngestDelta): Promise<void> {
  if (observations.length === 0) return;
  const at = new Date(atMs);
  const noted = await tx.$queryRaw<{ modelId: string; kind: string; feature: string; isNew: boolean }[]>`
    INSERT INTO feature_observation AS old (model_id, kind, feature, first_at, last_at, events)
    SELECT model_id, kind, feature, ${at}, ${at}, events
      FROM (SELECT fresh.*, known.events IS NOT NULL AS is_known,
                   (SELECT count(*) FROM feature_observation a
                     WHERE a.model_id = fresh.model_id AND a.kind = fresh.kind)
                   + row_number() OVER (PARTITION BY fresh.model_id, fresh.kind, known.events IS NULL
                                        ORDER BY fresh.feature) AS place
              FROM unnest(
                ${observations.map(({ modelId }) => modelId)}::text[],
                ${observations.map(({ kind }) => kind)}::text[],
                ${observations.map(({ feature }) => feature)}::text[],
                ${observations.map(({ events }) => events)}::int[]
              ) AS fresh (model_id, kind, feature, events)
              LEFT JOIN feature_observation known USING (model_id, kind, feature)) AS placed
     WHERE is_known OR place <= ${MAX_OBSERVED_FEATURES}::int
     ORDER BY model_id, kind, feature
    ON CONFLICT (model_id, kind, feature) DO UPDATE
       SET events = old.events + excluded.events, last_at = GREATEST(old.last_at, excluded.last_at)
    RETURNING model_id AS "modelId", kind, feature, (xmax = 0) AS "isNew"`;
  const fresh = noted.filter(({ isNew }) => isNew);
  if (fresh.length === 0) return;
  await tx.changeEvent.createMany({
    data: fresh.map(({ modelId, kind, feature }) => ({
      id: `schema:${modelId}:${kind}:${feature}`,
      modelId,
      kind: 'schema',
      title: titleOf(kind, feature),
      detail: 'Seen in the stream; the reference does not expect it.',
      actor: 'Leeway',
      at,
    })),
    skipDuplicates: true,
  });
  await notifyLive(tx, { kind: 'change', atMs });
}

function titleOf(kind: string, feature: string): string {
  if (kind === 'new') return `New feature ${feature}`;
  return kind === 'vanished' ? `Feature ${feature} vanished` : `Feature ${feature} changed its type`;
}

export type FeatureObservation = {
  kind: 'new' | 'vanished' | 'type';
  feature: string;
  firstAtMs: number;
  lastAtMs: number;
  events: number;
};

/** What a model's events held that its reference did not expect, newest first. */
export async function loadFeatureObservations(db: Db | Tx, modelId: string): Promise<FeatureObservation[]> {
  const rows = await db.featureObservation.findMany({ where: { modelId }, orderBy: { lastAt: 'desc' } });
  return rows.map(({ kind, feature, firstAt, lastAt, events }) => ({
    kind: kind as FeatureObservation['kind'],
    feature,
    firstAtMs: firstAt.getTime(),
    lastAtMs: lastAt.getTime(),
    events: Number(events),
  }));
}
