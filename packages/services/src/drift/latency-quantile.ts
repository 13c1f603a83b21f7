import { LATENCY_EDGES_MS } from '@leeway/drift';

/** Upper edge in ms of the cell that holds the quantile; null without latencies or above the last edge. */
export function latencyQuantileMs(counts: ArrayLike<number>, quantile: number): number | null {
  let total = 0;
  for (let cell = 0; cell < counts.length; cell += 1) total += counts[cell] ?? 0;
  if (total === 0) return null;
  let below = 0;
  for (let cell = 0; cell < LATENCY_EDGES_MS.length; cell += 1) {
    below += counts[cell] ?? 0;
    if (below >= quantile * total) return LATENCY_EDGES_MS[cell] ?? null;
  }
  return null;
}

/** How many were slower than `edgeMs` (an edge of the grid), and how many there are. */
export function slowerThan(counts: ArrayLike<number>, edgeMs: number): { slower: number; total: number } {
  let slower = 0;
  let total = 0;
  for (let cell = 0; cell < counts.length; cell += 1) {
    const count = counts[cell] ?? 0;
    total += count;
    if ((LATENCY_EDGES_MS[cell] ?? Infinity) > edgeMs) slower += count;
  }
  return { slower, total };
}
