import { formatShort } from './format-short.ts';
import { valueTicks } from './value-ticks.ts';

export type HistogramBar = { label: string; from: number | null; to: number | null; reference: number; window: number };

export type HistogramGeometry = {
  /** Filled bars of the window. */
  bars: { x: number; width: number; height: number }[];
  /** Outline of the reference: one step a bin. */
  outline: string;
};

/** Top of the share axis: the largest share and a little headroom. */
export function shareCeiling(bins: HistogramBar[]): number {
  return Math.max(0.01, ...bins.map((bin) => Math.max(bin.reference, bin.window))) * 1.08;
}

/** Bins side by side over `widthPx`, shares from 0 to the largest over `heightPx`. y grows downwards. */
export function histogramGeometry(
  bins: HistogramBar[],
  widthPx: number,
  heightPx: number,
  maxShare = shareCeiling(bins),
): HistogramGeometry {
  const pitch = bins.length === 0 ? 0 : widthPx / bins.length;
  const y = (share: number): string => (heightPx - (share / maxShare) * heightPx).toFixed(1);
  const gap = pitch >= 6 ? 1 : 0;
  const bars = bins.map((bin, index) => ({
    x: index * pitch + gap,
    width: Math.max(0.5, pitch - 2 * gap),
    height: (bin.window / maxShare) * heightPx,
  }));
  const steps = bins.map((bin, index) => `V${y(bin.reference)}H${((index + 1) * pitch).toFixed(1)}`);
  return {
    bars,
    outline: bins.length === 0 ? '' : `M0 ${heightPx}${steps.join('')}V${heightPx}`,
  };
}

/** Position of the bar whose share changed most; null where none changed by more than two points. */
export function mostChangedBin(bins: HistogramBar[]): number | null {
  let most: number | null = null;
  let difference = 0.02;
  for (const [index, bin] of bins.entries()) {
    const change = Math.abs(bin.window - bin.reference);
    if (change > difference) [most, difference] = [index, change];
  }
  return most;
}

export type EdgeLabel = { x: number; text: string };

/** Leading open bins, and [low, high] of the others when they are equally wide within 1 %; null = not linear. */
function linearRange(bins: HistogramBar[]): { offset: number; low: number; high: number; count: number } | null {
  const inner = bins.filter(({ from, to }) => from !== null && to !== null);
  const offset = bins.findIndex(({ from, to }) => from !== null && to !== null);
  const low = inner[0]?.from ?? null;
  const high = inner.at(-1)?.to ?? null;
  if (low === null || high === null || !(high > low)) return null;
  const width = (high - low) / inner.length;
  const isEqual = inner.every(
    ({ from, to }) => from !== null && to !== null && Math.abs(to - from - width) <= 0.01 * width,
  );
  return isEqual ? { offset, low, high, count: inner.length } : null;
}

function linearLabels(bins: HistogramBar[], pitch: number, labelPx: number): EdgeLabel[] | null {
  const range = linearRange(bins);
  if (range === null) return null;
  const { offset, low, high, count } = range;
  const ticks = valueTicks(low, high, Math.max(1, Math.floor((count * pitch) / labelPx)));
  return ticks.map((value) => ({
    x: (offset + ((value - low) / (high - low)) * count) * pitch,
    text: formatShort(value),
  }));
}

/**
 * Labels with room for `labelPx` each: round values where the axis is linear, each value under its own bar where a bin
 * holds one value, otherwise the bins' own edges, so that nothing is interpolated.
 */
export function edgeLabels(bins: HistogramBar[], widthPx: number, labelPx: number): EdgeLabel[] {
  const pitch = bins.length === 0 ? 0 : widthPx / bins.length;
  const linear = linearLabels(bins, pitch, labelPx);
  if (linear !== null) return linear;
  const every = Math.max(1, Math.ceil(labelPx / Math.max(1, pitch)));
  if (bins.some(({ from, to }) => from !== null && from === to))
    return bins
      .map((bin, index) => ({ x: (index + 0.5) * pitch, text: bin.from === null ? bin.label : formatShort(bin.from) }))
      .filter((_, index) => index % every === 0);
  const edges = bins.flatMap((bin, index) =>
    bin.from === null ? [] : [{ x: index * pitch, text: formatShort(bin.from) }],
  );
  const end = bins.at(-1)?.to ?? null;
  if (end !== null) edges.push({ x: widthPx, text: formatShort(end) });
  return edges.filter((_, index) => index % every === 0);
}

/** The `limit` largest categories by either share; the rest become one bar that says how many it holds. */
export function foldCategories(bins: HistogramBar[], limit: number): HistogramBar[] {
  if (bins.length <= limit) return bins;
  const ranked = bins.toSorted((a, b) => Math.max(b.reference, b.window) - Math.max(a.reference, a.window));
  const rest = ranked.slice(limit - 1);
  return [
    ...ranked.slice(0, limit - 1),
    {
      label: `${rest.length} others`,
      from: null,
      to: null,
      reference: rest.reduce((sum, bin) => sum + bin.reference, 0),
      window: rest.reduce((sum, bin) => sum + bin.window, 0),
    },
  ];
}
