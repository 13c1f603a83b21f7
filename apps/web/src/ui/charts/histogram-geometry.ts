import { valueTicks } from './value-ticks.ts';

export type HistogramBar = { label: string; from: number | null; to: number | null; reference: number; window: number };

export type HistogramGeometry = {
  /** Filled bars of the window. */
  bars: { x: number; width: number; height: number }[];
  /** Outline of the reference: one step a bin. */
  outline: string;
  /** Position of the bin whose share changed most; null where none changed by more than 2 points. */
  mostChanged: number | null;
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
    mostChanged: mostChangedBin(bins),
  };
}

function mostChangedBin(bins: HistogramBar[]): number | null {
  let most: number | null = null;
  let difference = 0.02;
  for (const [index, bin] of bins.entries()) {
    const change = Math.abs(bin.window - bin.reference);
    if (change > difference) [most, difference] = [index, change];
  }
  return most;
}

/** [low, high] of bins that are all finite and equally wide within 1 %; null where the axis is not linear. */
function linearRange(bins: HistogramBar[]): [number, number] | null {
  const low = bins[0]?.from ?? null;
  const high = bins.at(-1)?.to ?? null;
  if (low === null || high === null || !(high > low)) return null;
  const width = (high - low) / bins.length;
  const isEqual = bins.every(
    ({ from, to }) => from !== null && to !== null && Math.abs(to - from - width) <= 0.01 * width,
  );
  return isEqual ? [low, high] : null;
}

/**
 * Labels with room for `labelPx` each: round values where the axis is linear; unequal bins are labelled at their own
 * edges, so that nothing is interpolated.
 */
export function edgeLabels(bins: HistogramBar[], widthPx: number, labelPx: number): { x: number; value: number }[] {
  const range = linearRange(bins);
  if (range !== null) {
    const [low, high] = range;
    return valueTicks(low, high, Math.max(1, Math.floor(widthPx / labelPx))).map((value) => ({
      x: ((value - low) / (high - low)) * widthPx,
      value,
    }));
  }
  const pitch = bins.length === 0 ? 0 : widthPx / bins.length;
  const edges = bins.flatMap((bin, index) => (bin.from === null ? [] : [{ x: index * pitch, value: bin.from }]));
  const end = bins.at(-1)?.to ?? null;
  if (end !== null) edges.push({ x: widthPx, value: end });
  const every = Math.max(1, Math.ceil(labelPx / Math.max(1, pitch)));
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
