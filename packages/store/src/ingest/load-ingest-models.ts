import type { Db } from '../client.ts';

export type IngestModelRow = {
  id: string;
  predictionTopic: string;
  labelTopic: string | null;
  paneMs: number;
  latenessMs: number;
  dedupWindowMs: number;
  sliceBy: string | null;
  /** StreamMapping of @leeway/contracts, as stored. */
  streamMapping?: unknown;
  labelMapping?: unknown;
  gridId: string | null;
  referenceId: string | null;
};

/** Models that are not archived, with the grid that their events are counted on. */
export async function loadIngestModels(db: Db): Promise<IngestModelRow[]> {
  return db.$queryRaw<IngestModelRow[]>`
    SELECT m.id, m.prediction_topic AS "predictionTopic", m.label_topic AS "labelTopic", m.pane_ms AS "paneMs",
           m.lateness_ms AS "latenessMs", m.dedup_window_ms AS "dedupWindowMs", m.slice_by AS "sliceBy",
           m.stream_mapping AS "streamMapping", m.label_mapping AS "labelMapping",
           r.grid_id AS "gridId", r.id AS "referenceId"
      FROM model m LEFT JOIN reference r ON r.id = m.active_reference_id
     WHERE m.archived_at IS NULL
     ORDER BY m.id`;
}

/** Encoded references. */
export async function loadReferenceBodies(db: Db, referenceIds: string[]): Promise<Uint8Array[]> {
  const rows = await db.reference.findMany({ where: { id: { in: referenceIds } }, select: { body: true } });
  return rows.map(({ body }) => body);
}

/** A text that changes with everything that is known of models that are not archived: cheaper than reading them. */
export async function modelsSignature(db: Db): Promise<string> {
  const [row] = await db.$queryRaw<{ signature: string | null }[]>`
    SELECT md5(string_agg(md5(m::text), '' ORDER BY m.id)) AS signature FROM model m WHERE m.archived_at IS NULL`;
  return row?.signature ?? '';
}
