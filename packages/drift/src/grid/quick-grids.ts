import type { Grid } from './grid.ts';
import { orderKeysOf } from './order-keys.ts';

/**
 * Grids that count many events in a short time and therefore have keys to look their edges up by (`orderKeysOf`): half as
 * much memory again as the edges, which a thousand quiet models do not need. At most `limit`, the latest.
 */
export class QuickGrids {
  readonly #grids = new Set<Grid>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(grid: Grid): void {
    if (this.#grids.has(grid)) return;
    addKeys(grid);
    this.#grids.add(grid);
    if (this.#grids.size <= this.#limit) return;
    const [oldest] = this.#grids;
    if (oldest === undefined) return;
    this.#grids.delete(oldest);
    for (const layout of oldest.layouts) if (layout.kind === 'numeric') layout.keys = null;
  }
}

/** Keys for every feature that they suit, in one stretch of memory. Counts the same cells with and without. */
export function addKeys(grid: Grid): void {
  const numeric = grid.layouts.filter((layout) => layout.kind === 'numeric');
  const own = numeric.map(({ edges }) => orderKeysOf(edges));
  const all = new Int32Array(own.reduce((sum, keys) => sum + (keys?.length ?? 0), 0));
  let at = 0;
  numeric.forEach((layout, index) => {
    const keys = own[index] ?? null;
    layout.keys = null;
    if (keys === null) return;
    all.set(keys, at);
    layout.keys = all.subarray(at, at + keys.length);
    at += keys.length;
  });
}
