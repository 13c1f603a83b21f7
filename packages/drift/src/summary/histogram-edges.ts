import { moments } from './moments.ts';
import { interquartileRange } from './robust-spread.ts';

/** Rules for the width of equal bins; the names are NumPy's. */
export const BIN_RULES = ['sturges', 'doane', 'fd', 'scott', 'auto'] as const;
export type BinRule = (typeof BIN_RULES)[number];

/** More bins than anybody looks at: a width that asks for more is refused. */
const MAX_BINS = 1_000_000;

type Shape = { n: number; range: number; sorted: Float64Array };

function sturges({ n, range }: Shape): number {
  return range / (Math.log2(n) + 1); // Sturges, JASA 21, 1926
}

/** Sturges' rule with bins for the skewness (Doane, Am. Stat. 30(4), 1976). */
function doane({ n, range, sorted }: Shape): number {
  const skewness = n > 2 ? moments(sorted)?.skewness : null;
  if (skewness === null || skewness === undefined) return 0;
  const spread = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  return range / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / spread));
}

function freedmanDiaconis({ n, sorted }: Shape): number {
  return (2 * interquartileRange(sorted)) / Math.cbrt(n); // Z. Wahrscheinlichkeitstheorie 57, 1981
}

function scott({ n, sorted }: Shape): number {
  return Math.cbrt((24 * Math.sqrt(Math.PI)) / n) * Math.sqrt(moments(sorted)?.variance ?? 0); // Biometrika 66(3), 1979
}

/** The finer of Sturges and Freedman–Diaconis, the latter no finer than twice the square root of n. */
function automatic(shape: Shape): number {
  const width = Math.max(freedmanDiaconis(shape), shape.range / Math.sqrt(shape.n) / 2);
  return freedmanDiaconis(shape) > 0 ? Math.min(width, sturges(shape)) : sturges(shape);
}

const WIDTHS: Record<BinRule, (shape: Shape) => number> = {
  sturges,
  doane,
  fd: freedmanDiaconis,
  scott,
  auto: automatic,
};

/**
 * Edges of equal bins over ascending values as numpy.histogram_bin_edges gives them: from the smallest to the largest,
 * as many as the rule's width fits in, rounded up. Null without values, for equal values, and where the range is beyond
 * that of doubles or a rule asks for more than a million bins.
 */
export function histogramEdges(sorted: Float64Array, rule: BinRule): Float64Array | null {
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || first === last) return null;
  const range = last - first;
  const width = WIDTHS[rule]({ n: sorted.length, range, sorted });
  const bins = width > 0 ? Math.ceil(range / width) : 1;
  if (!Number.isFinite(range) || !(bins >= 1 && bins <= MAX_BINS)) return null;
  const step = range / bins;
  return Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? last : i * step + first));
}

/** Values in each bin [edge, next edge), the last one closed; what lies outside the edges is not counted. */
export function histogramCounts(sorted: Float64Array, edges: Float64Array): Float64Array {
  const counts = new Float64Array(Math.max(0, edges.length - 1));
  let bin = 0;
  for (const value of sorted) {
    if (value < (edges[0] ?? Infinity) || value > (edges.at(-1) ?? -Infinity)) continue;
    while (bin < counts.length - 1 && value >= (edges[bin + 1] ?? Infinity)) bin += 1;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
