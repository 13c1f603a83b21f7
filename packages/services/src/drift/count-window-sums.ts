import { type Grid, type Pane, WindowSums, type Stretch } from '@leeway/drift';
import { loadPanes, type Db } from '@leeway/store';

const HOUR_MS = 3_600_000;

type Windows = { modelId: string; grid: Grid; paneMs: number; windowMs: readonly number[] };

/** Windows that end at `endMs`, counted from stored panes an hour at a time: a day's panes do not fit into memory. */
export async function countWindowSums(db: Db, windows: Windows, endMs: number): Promise<WindowSums> {
  const { modelId, grid, paneMs, windowMs } = windows;
  const sums = new WindowSums(grid, windowMs, { paneMs, endMs });
  for (let fromMs = endMs - (windowMs.at(-1) ?? 0); fromMs < endMs; fromMs += HOUR_MS) {
    const panes = await loadPanes(db, { modelId, grid, fromMs, toMs: Math.min(endMs, fromMs + HOUR_MS) });
    for (const [startMs, pane] of [...panes].toSorted(([a], [b]) => a - b)) sums.add(startMs, pane);
  }
  return sums;
}

/** Panes of several stretches that do not overlap, by start. */
export async function loadStretches(
  db: Db,
  { modelId, grid }: { modelId: string; grid: Grid },
  stretches: readonly Stretch[],
): Promise<Map<number, Pane>> {
  const all = new Map<number, Pane>();
  for (const { fromMs, toMs } of stretches)
    for (const [startMs, pane] of await loadPanes(db, { modelId, grid, fromMs, toMs })) all.set(startMs, pane);
  return all;
}
