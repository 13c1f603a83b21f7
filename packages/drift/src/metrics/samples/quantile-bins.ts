import { quantile } from '../../summary/quantile.ts';

/**
 * Inner edges of bins that hold equal parts of ascending reference values: the i/bins quantiles (type 7), each once.
 * Bin k holds [edge k − 1, edge k), the outermost are open, so every value falls into one. Fewer come out where a value
 * carries more than one part. No values: no edges, one bin.
 */
export function quantileBinEdges(sorted: Float64Array, bins: number): Float64Array {
  const edges: number[] = [];
  const smallest = sorted[0];
  if (smallest === undefined) return Float64Array.from(edges);
  for (let i = 1; i < bins; i += 1) {
    const edge = quantile(sorted, i / bins);
    // Nothing of the reference lies below its smallest value.
    if (edge > (edges.at(-1) ?? smallest)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** How many of ascending values are below `limit`. */
function countBelow(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function quantileBinCounts(sorted: Float64Array, edges: Float64Array): Float64Array {
  const counts = new Float64Array(edges.length + 1);
  let before = 0;
  for (let bin = 0; bin < edges.length; bin += 1) {
    const below = countBelow(sorted, edges[bin] as number);
    counts[bin] = below - before;
    before = below;
  }
  counts[edges.length] = sorted.length - before;
  return counts;
}
