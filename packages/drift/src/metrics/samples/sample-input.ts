import { quantileBinCounts, quantileBinEdges } from './quantile-bins.ts';
import type { CategoricalSide, NumericSide } from './sample-side.ts';

/** Counts by bin: reference-quantile bins of numbers, or each category by itself; none is empty on both sides. */
type Binned = { reference: Float64Array; current: Float64Array };

/** One feature, all its values known, next to its reference: what the exact form of a metric looks at. */
export type SampleInput =
  | { kind: 'numeric'; reference: NumericSide; current: NumericSide; binned: Binned }
  | { kind: 'categorical'; reference: CategoricalSide; current: CategoricalSide; binned: Binned };

function withoutEmptyBins({ reference, current }: Binned): Binned {
  const isUsed = (_: number, bin: number): boolean => (reference[bin] ?? 0) + (current[bin] ?? 0) > 0;
  return { reference: reference.filter(isUsed), current: current.filter(isUsed) };
}

/** `bins` of equal reference mass, ten by convention. */
export function numericSampleInput(reference: NumericSide, current: NumericSide, bins: number): SampleInput {
  const edges = quantileBinEdges(reference.sorted, bins);
  const binned = withoutEmptyBins({
    reference: quantileBinCounts(reference.sorted, edges),
    current: quantileBinCounts(current.sorted, edges),
  });
  return { kind: 'numeric', reference, current, binned };
}

/** In the order of code units, so that the order of rows does not matter. */
export function categoricalSampleInput(reference: CategoricalSide, current: CategoricalSide): SampleInput {
  const categories = [...new Set([...reference.counts.keys(), ...current.counts.keys()])].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
  const countsOf = ({ counts }: CategoricalSide): Float64Array =>
    Float64Array.from(categories, (category) => counts.get(category) ?? 0);
  const binned = withoutEmptyBins({ reference: countsOf(reference), current: countsOf(current) });
  return { kind: 'categorical', reference, current, binned };
}

/** Rows with a usable value. */
export function usableValues({ total, unusable }: { total: number; unusable: number }): number {
  return total - unusable;
}
