import { addPane, decodePane, encodePane, PanePool } from '@leeway/drift';
import type { Tx } from '../client.ts';
import type { IngestDelta, PaneDelta } from './ingest-delta.ts';

/** Room for one pane of the largest grids. */
const scratch = new PanePool({ maxBytes: 2_097_152 });

type Stored = {
  modelId: string;
  gridId: string;
  version: string;
  slice: string;
  startMs: number;
  counts: Uint8Array;
};
const keyOf = (pane: Omit<Stored, 'counts'>) =>
  JSON.stringify([pane.modelId, pane.startMs, pane.version, pane.gridId, pane.slice]);

/** Reads the partition's own rows, merges in memory, writes them back: nobody else writes these rows. */
export async function mergePaneRows(tx: Tx, { topic, partition, panes }: IngestDelta): Promise<void> {
  if (panes.length === 0) return;
  const stored = await tx.$queryRaw<Stored[]>`
    SELECT pane.model_id AS "modelId", pane.grid_id AS "gridId", pane.version, pane.slice,
           (extract(epoch FROM pane.start_at) * 1000)::float8 AS "startMs", pane.counts
      FROM pane JOIN unnest(
        ${panes.map(({ modelId }) => modelId)}::text[],
        ${panes.map(({ startMs }) => startMs)}::float8[],
        ${panes.map(({ version }) => version)}::text[],
        ${panes.map(({ grid }) => grid.id)}::text[],
        ${panes.map(({ slice }) => slice)}::text[]
      ) AS wanted (model_id, start_ms, version, grid_id, slice)
        ON pane.model_id = wanted.model_id AND pane.start_at = to_timestamp(wanted.start_ms / 1000.0)
       AND pane.version = wanted.version AND pane.grid_id = wanted.grid_id AND pane.slice = wanted.slice
     WHERE pane.topic = ${topic} AND pane.partition = ${partition}`;
  const before = new Map(stored.map((row) => [keyOf(row), row.counts]));
  const merged = panes.map((delta) => mergedRow(delta, before.get(keyOf({ ...delta, gridId: delta.grid.id }))));
  await tx.$executeRaw`
    INSERT INTO pane (model_id, grid_id, version, start_at, pane_ms, topic, partition, slice, n, counts, updated_at)
    SELECT model_id, grid_id, version, to_timestamp(start_ms / 1000.0), pane_ms, ${topic}, ${partition}, slice, n,
           decode(counts, 'base64'), now()
      FROM unnest(
        ${merged.map(({ modelId }) => modelId)}::text[],
        ${merged.map(({ gridId }) => gridId)}::text[],
        ${merged.map(({ version }) => version)}::text[],
        ${merged.map(({ startMs }) => startMs)}::float8[],
        ${merged.map(({ paneMs }) => paneMs)}::int[],
        ${merged.map(({ slice }) => slice)}::text[],
        ${merged.map(({ n }) => n)}::int[],
        ${merged.map(({ counts }) => counts)}::text[]
      ) AS fresh (model_id, grid_id, version, start_ms, pane_ms, slice, n, counts)
    ON CONFLICT (model_id, start_at, version, grid_id, topic, partition, slice) DO UPDATE
       SET n = excluded.n, counts = excluded.counts, updated_at = excluded.updated_at`;
}

/** One at a time is unpacked: of a thousand panes a flush would hold a hundred megabytes. The delta stays as it is. */
function mergedRow(delta: PaneDelta, stored: Uint8Array | undefined) {
  const { modelId, version, startMs, paneMs, slice, grid } = delta;
  let { pane } = delta;
  if (stored !== undefined) {
    const sum = decodePane(stored, grid, scratch.take(grid));
    addPane(sum, delta.pane);
    pane = sum;
  }
  const counts = Buffer.from(encodePane(pane, grid)).toString('base64');
  const row = { modelId, version, startMs, paneMs, slice, gridId: grid.id, n: pane.events, counts };
  if (stored !== undefined) scratch.give(pane);
  return row;
}
