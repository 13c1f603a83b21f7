import type { Db, Tx } from '../client.ts';
import { LONGEST_PANE_MS, type PaneStretch } from './minute-sources.ts';

export type WholePane = PaneStretch & { gridId: string; counts: Uint8Array };
type Row = { start_at: Date; pane_ms: number; grid_id: string; counts: Uint8Array };

const toPane = (row: Row): WholePane => ({
  startMs: row.start_at.getTime(),
  paneMs: row.pane_ms,
  gridId: row.grid_id,
  counts: row.counts,
});

/** One page of panes that touch a range, the newest first. */
export async function wholePanesBefore(
  db: Db | Tx,
  input: { modelId: string; fromMs: number; toMs: number; take: number },
): Promise<WholePane[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT start_at, pane_ms, grid_id, counts FROM pane
    WHERE model_id = ${input.modelId} AND slice = '' AND start_at >= ${new Date(input.fromMs - LONGEST_PANE_MS)}
      AND start_at < ${new Date(input.toMs)}
      AND start_at + pane_ms * interval '1 millisecond' > ${new Date(input.fromMs)}
    ORDER BY start_at DESC LIMIT ${input.take}`;
  return rows.map(toPane);
}

/**
 * At most `each` panes of one grid that begin in each slice of a range, chosen by a hash of their times: the same ones
 * every time, and spread over the slice.
 */
export async function sampledPanes(
  db: Db | Tx,
  input: { modelId: string; gridId: string; fromMs: number; toMs: number; sliceMs: number; each: number },
): Promise<WholePane[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT start_at, pane_ms, grid_id, counts FROM (
      SELECT start_at, pane_ms, grid_id, counts, row_number() OVER (
        PARTITION BY floor(extract(epoch FROM start_at) * 1000 / ${input.sliceMs}::float8)
        ORDER BY md5(start_at::text || version || topic || partition)) AS place
      FROM pane
      WHERE model_id = ${input.modelId} AND grid_id = ${input.gridId} AND slice = ''
        AND start_at >= ${new Date(input.fromMs)} AND start_at < ${new Date(input.toMs)}) ranked
    WHERE place <= ${input.each}::int ORDER BY start_at`;
  return rows.map(toPane);
}
