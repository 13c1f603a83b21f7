import { addEncodedPane, decodePane, type Grid, type Pane } from '@leeway/drift';
import type { Db, Tx } from '../client.ts';

/**
 * Panes of a model on one grid that start in [fromMs, toMs), summed over partitions and versions, by their start in ms.
 * Of all events, or of one slice ("feature=value").
 */
export async function loadPanes(
  db: Db | Tx,
  input: { modelId: string; grid: Grid; fromMs: number; toMs: number; slice?: string },
): Promise<Map<number, Pane>> {
  const rows = await db.pane.findMany({
    where: {
      modelId: input.modelId,
      gridId: input.grid.id,
      slice: input.slice ?? '',
      startAt: { gte: new Date(input.fromMs), lt: new Date(input.toMs) },
    },
    select: { startAt: true, counts: true },
  });
  const panes = new Map<number, Pane>();
  for (const row of rows) {
    const startMs = row.startAt.getTime();
    const sum = panes.get(startMs);
    if (sum === undefined) panes.set(startMs, decodePane(row.counts, input.grid));
    else addEncodedPane(sum, row.counts, input.grid);
  }
  return panes;
}

/** Start of the first pane at or after `fromMs`; null when there is none. */
export async function firstPaneStartMs(
  db: Db,
  input: { modelId: string; gridId: string; fromMs: number },
): Promise<number | null> {
  const row = await db.pane.findFirst({
    where: { modelId: input.modelId, gridId: input.gridId, startAt: { gte: new Date(input.fromMs) } },
    orderBy: { startAt: 'asc' },
    select: { startAt: true },
  });
  return row?.startAt.getTime() ?? null;
}
