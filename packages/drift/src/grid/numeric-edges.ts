import { doubleBelow } from './adjacent-double.ts';

/** Most edges of a numeric feature's grid. */
export const MAX_EDGES = 256;

/** Distinct finite values in ascending order, each with how often it occurs (all weights positive). */
export type WeightedValues = { values: Float64Array; weights: Float64Array };

function isolated(value: number): number[] {
  return [doubleBelow(value), value];
}

/** Equal-frequency edges over what is not heavy, at most `budget` of them. */
function lightEdges(sample: WeightedValues, isHeavy: (weight: number) => boolean, budget: number): number[] {
  let lightTotal = 0;
  for (const weight of sample.weights) if (!isHeavy(weight)) lightTotal += weight;
  if (budget < 1 || lightTotal === 0) return [];
  const target = lightTotal / budget;
  const edges: number[] = [];
  let gathered = 0;
  for (let i = 0; i < sample.values.length; i += 1) {
    const weight = sample.weights[i] ?? 0;
    if (isHeavy(weight)) continue;
    gathered += weight;
    if (gathered < target) continue;
    edges.push(sample.values[i] ?? 0);
    gathered = 0;
  }
  return edges;
}

/**
 * Edges of a numeric grid: equal-frequency quantiles of the reference, and a cell of its own (from the double just
 * below to the value) for each value that carries at least 2/MAX_EDGES of the mass, or for every value when there
 * are few. The outermost cells lie below the smallest and above the largest reference value and hold none of it.
 * No cell but an isolated one holds more than about 2/MAX_EDGES of the reference. Empty sample: no edges, one cell.
 */
export function numericEdges(sample: WeightedValues): number[] {
  const distinct = sample.values.length;
  const smallest = sample.values[0];
  const largest = sample.values[distinct - 1];
  if (smallest === undefined || largest === undefined) return [];
  const edges = new Set<number>([doubleBelow(smallest), largest]);
  if (distinct * 2 <= MAX_EDGES) {
    for (const value of sample.values) for (const edge of isolated(value)) edges.add(edge);
  } else {
    let total = 0;
    for (const weight of sample.weights) total += weight;
    const isHeavy = (weight: number): boolean => weight * (MAX_EDGES / 2 - 2) >= total;
    let heavyCount = 0;
    for (let i = 0; i < distinct; i += 1) {
      if (!isHeavy(sample.weights[i] ?? 0)) continue;
      heavyCount += 1;
      for (const edge of isolated(sample.values[i] ?? 0)) edges.add(edge);
    }
    for (const edge of lightEdges(sample, isHeavy, MAX_EDGES - 2 - 2 * heavyCount)) edges.add(edge);
  }
  // `+ 0` turns −0 into 0, so that equal grids have equal bytes.
  return [...edges]
    .filter(Number.isFinite)
    .map((edge) => edge + 0)
    .toSorted((a, b) => a - b);
}
