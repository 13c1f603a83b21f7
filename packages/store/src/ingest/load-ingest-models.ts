import type { Db } from '../client.ts';

export type IngestModelRow = {
  id: string;
  predictionTopic: string;
  labelTopic: string | null;
  paneMs: number;
  latenessMs: number;
  dedupWindowMs: number;
  sliceBy: string | null;
  gridId: string | null;
  /** Encoded active reference; null when its grid is known to the caller. */
  referenceBody: Uint8Array | null;
};

/** Models that are not archived, with the grid that their events are counted on. */
export async function loadIngestModels(db: Db, input: { knownGridIds: string[] }): Promise<IngestModelRow[]> {
  return db.$queryRaw<IngestModelRow[]>`
    SELECT m.id, m.prediction_topic AS "predictionTopic", m.label_topic AS "labelTopic", m.pane_ms AS "paneMs",
           m.lateness_ms AS "latenessMs", m.dedup_window_ms AS "dedupWindowMs", m.slice_by AS "sliceBy",
           r.grid_id AS "gridId",
           CASE WHEN r.grid_id = ANY (${input.knownGridIds}::text[]) THEN NULL ELSE r.body END AS "referenceBody"
      FROM model m LEFT JOIN reference r ON r.id = m.active_reference_id
     WHERE m.archived_at IS NULL
     ORDER BY m.id`;
}
