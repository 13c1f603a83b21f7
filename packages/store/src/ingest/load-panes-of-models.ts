import { StoredPane, type Grid } from '@leeway/drift';
import type { Db } from '../client.ts';

type ModelStretch = { modelId: string; grid: Grid; fromMs: number; toMs: number };

/**
 * Panes of several models at once, each on its grid and in its own [fromMs, toMs), of all events: by model, then by
 * start in ms, in their parts by partition and version, which nobody has read yet. One query, whatever the number of models.
 */
export async function loadPanesOfModels(
  db: Db,
  stretches: readonly ModelStretch[],
): Promise<Map<string, Map<number, StoredPane>>> {
  const byModel = new Map(stretches.map(({ modelId }) => [modelId, new Map<number, StoredPane>()]));
  if (stretches.length === 0) return byModel;
  const rows = await db.$queryRaw<{ modelId: string; startAt: Date; counts: Uint8Array }[]>`
    SELECT pane.model_id AS "modelId", pane.start_at AS "startAt", pane.counts
      FROM unnest(
             ${stretches.map(({ modelId }) => modelId)}::text[],
             ${stretches.map(({ grid }) => grid.id)}::text[],
             ${stretches.map(({ fromMs }) => fromMs)}::float8[],
             ${stretches.map(({ toMs }) => toMs)}::float8[]
           ) AS stretch (model_id, grid_id, from_ms, to_ms)
      JOIN pane ON pane.model_id = stretch.model_id AND pane.grid_id = stretch.grid_id AND pane.slice = ''
       AND pane.start_at >= to_timestamp(stretch.from_ms / 1000.0) AND pane.start_at < to_timestamp(stretch.to_ms / 1000.0)`;
  const grids = new Map(stretches.map(({ modelId, grid }) => [modelId, grid]));
  for (const { modelId, startAt, counts } of rows) {
    const grid = grids.get(modelId);
    const panes = byModel.get(modelId);
    if (grid === undefined || panes === undefined) continue;
    const startMs = startAt.getTime();
    let pane = panes.get(startMs);
    if (pane === undefined) panes.set(startMs, (pane = new StoredPane(grid)));
    pane.addPart(counts);
  }
  return byModel;
}
