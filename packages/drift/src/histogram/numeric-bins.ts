import { doubleAbove } from '../grid/adjacent-double.ts';
import type { NumericLayout } from '../grid/grid.ts';
import { isSingleValueCell } from '../grid/single-value-cell.ts';
import type { FeatureCounts } from '../pane/feature-counts.ts';
import type { HistogramBin } from './histogram-bin.ts';
import { readableStep } from './readable-step.ts';
import { spreadCells, type RegularBins } from './spread-cells.ts';

type Sides = { reference: FeatureCounts; window: FeatureCounts };

function share(count: number, total: number): number {
  return total === 0 ? 0 : count / total;
}

function readable(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude >= 1e9 || magnitude < 1e-4)) return value.toExponential(2);
  return String(Number(value.toPrecision(6)));
}

/** Cells of one value that the reference filled, when it filled no others and few of them. */
function fewValues(layout: NumericLayout, { reference }: Sides, maxBins: number): number[] | undefined {
  const filled = [...reference.cells.keys()].filter((cell) => (reference.cells[cell] ?? 0) > 0);
  const isFew = filled.length > 0 && filled.length < maxBins;
  return isFew && filled.every((cell) => isSingleValueCell(layout, cell)) ? filled : undefined;
}

function binsByValue(layout: NumericLayout, sides: Sides, filled: readonly number[]): HistogramBin[] {
  const { reference, window } = sides;
  let named = 0;
  const bins = filled.map((cell) => {
    const value = layout.edges[cell] ?? 0;
    named += window.cells[cell] ?? 0;
    return {
      label: readable(value),
      from: value,
      to: value,
      reference: share(reference.cells[cell] ?? 0, reference.total),
      window: share(window.cells[cell] ?? 0, window.total),
    };
  });
  if (window.values === named) return bins;
  const rest = share(window.values - named, window.total);
  return [...bins, { label: 'other values', from: null, to: null, reference: 0, window: rest }];
}

/** Where the bulk of the reference lies: all of it, or without the outer half percents when these are far away. */
function displayRange(layout: NumericLayout, { cells, values }: FeatureCounts): [number, number] | undefined {
  const first = layout.edges[0];
  const last = layout.edges.at(-1);
  if (first === undefined || last === undefined) return undefined;
  let before = 0;
  let low = first;
  let high = last;
  for (let cell = 1; cell < layout.edges.length; cell += 1) {
    const after = before + (cells[cell] ?? 0);
    if (before <= 0.005 * values && after > 0.005 * values) low = layout.edges[cell - 1] ?? low;
    if (before < 0.995 * values && after >= 0.995 * values) high = layout.edges[cell] ?? high;
    before = after;
  }
  const [from, to] = last / 3 - first / 3 <= high - low ? [first, last] : [low, high];
  // Edges lie just below their cell: as it is, a smallest value of 0 would begin in the bin below 0.
  return [doubleAbove(from), to];
}

function holdsIntegersOnly(layout: NumericLayout, { cells }: FeatureCounts): boolean {
  for (let cell = 0; cell < cells.length; cell += 1) {
    if ((cells[cell] ?? 0) === 0) continue;
    if (!isSingleValueCell(layout, cell) || !Number.isInteger(layout.edges[cell])) return false;
  }
  return true;
}

function regularBins(layout: NumericLayout, reference: FeatureCounts, maxBins: number): RegularBins | undefined {
  const range = displayRange(layout, reference);
  if (range === undefined) return undefined;
  const [low, high] = range;
  if (low >= high) return undefined;
  const smallestStep = holdsIntegersOnly(layout, reference) ? 1 : 0;
  const step = readableStep(low, high, Math.max(1, maxBins - 2), smallestStep);
  if (step === 0) return { starts: [low], end: high };
  const starts: number[] = [];
  const firstBin = Math.floor(low / step);
  const count = Math.floor(high / step) - firstBin + 1;
  for (let k = 0; k <= count; k += 1) starts.push(Number(((firstBin + k) * step).toPrecision(15)));
  // Far from zero neighbouring starts can be one and the same double, or lie beyond the range of doubles.
  if (starts.some((start, i) => !Number.isFinite(start) || (i > 0 && start <= (starts[i - 1] ?? start))))
    return { starts: [low], end: high };
  const end = starts.pop() ?? high;
  return { starts, end };
}

/** At most `maxBins` bins of readable width; a bin per value where there are few. Open bins only where they hold any. */
export function numericBins(layout: NumericLayout, sides: Sides, maxBins: number): HistogramBin[] {
  const { reference, window } = sides;
  const filled = fewValues(layout, sides, maxBins);
  if (filled !== undefined) return binsByValue(layout, sides, filled);
  const bins = regularBins(layout, reference, maxBins);
  if (bins === undefined) {
    const all = {
      reference: share(reference.values, reference.total),
      window: share(window.values, window.total),
    };
    return all.reference + all.window === 0 ? [] : [{ label: 'any value', from: null, to: null, ...all }];
  }
  const referenceCounts = spreadCells(layout, reference.cells, bins);
  const windowCounts = spreadCells(layout, window.cells, bins);
  const bounds = [...bins.starts, bins.end];
  return Array.from(referenceCounts, (count, bin): HistogramBin => {
    const from = bounds[bin - 1] ?? null;
    const to = bounds[bin] ?? null;
    const label =
      from === null
        ? `below ${readable(to ?? 0)}`
        : to === null
          ? `${readable(from)} and above`
          : `${readable(from)} to ${readable(to)}`;
    return {
      label,
      from,
      to,
      reference: share(count, reference.total),
      window: share(windowCounts[bin] ?? 0, window.total),
    };
  }).filter((bin) => (bin.from !== null && bin.to !== null) || bin.reference > 0 || bin.window > 0);
}
