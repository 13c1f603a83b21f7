export type StripTone = 'quiet' | 'warn' | 'crit';

/** One bar of a strip. `ratio` null: nothing was judged; `state` says whether for want of events. */
export type StripBarInput = { ratio: number | null; state: 'measured' | 'insufficient' | 'no-data' };

export type StripGeometry = {
  bars: { x: number; width: number; height: number; tone: StripTone }[];
  /** Stretches without a judged window, as [from, to] in px. */
  gaps: { fromPx: number; toPx: number; state: 'insufficient' | 'no-data' }[];
  limitHeight: number;
};

/** Ratio at which a bar is cut: beyond it the colour already says all that a list needs. */
export const STRIP_CAP = 1.5;
const MIN_BAR_PX = 1;

function toneOf(ratio: number): StripTone {
  if (ratio >= 1) return 'crit';
  return ratio >= 0.5 ? 'warn' : 'quiet';
}

const RANK = { 'no-data': 0, insufficient: 1, measured: 2 } as const;

function worse(a: StripBarInput, b: StripBarInput): StripBarInput {
  if (a.ratio !== null && b.ratio !== null) return a.ratio >= b.ratio ? a : b;
  return RANK[a.state] >= RANK[b.state] ? a : b;
}

/** Merges neighbours until at most `maxBars` remain; the worst of each group stays, so no alarm is averaged away. */
export function worstOfGroups(bars: StripBarInput[], maxBars: number): StripBarInput[] {
  if (maxBars < 1 || bars.length <= maxBars) return bars;
  const size = Math.ceil(bars.length / maxBars);
  const merged: StripBarInput[] = [];
  for (let start = 0; start < bars.length; start += size)
    merged.push(bars.slice(start, start + size).reduce((a, b) => worse(a, b)));
  return merged;
}

/** Bars of equal pitch (1 px between them) over `widthPx`; heights from 0 to `heightPx` at the cap. */
export function stripGeometry(input: StripBarInput[], widthPx: number, heightPx: number): StripGeometry {
  const bars = worstOfGroups(input, Math.floor(widthPx / 3));
  const pitch = bars.length === 0 ? 0 : widthPx / bars.length;
  const geometry: StripGeometry = { bars: [], gaps: [], limitHeight: heightPx / STRIP_CAP };
  for (const [index, bar] of bars.entries()) {
    const x = Math.round(index * pitch);
    const endPx = Math.round((index + 1) * pitch);
    if (bar.ratio === null) {
      const state = bar.state === 'insufficient' ? 'insufficient' : 'no-data';
      const last = geometry.gaps.at(-1);
      if (last !== undefined && last.toPx === x && last.state === state) last.toPx = endPx;
      else geometry.gaps.push({ fromPx: x, toPx: endPx, state });
      continue;
    }
    const height = Math.max(MIN_BAR_PX, (Math.min(Math.max(bar.ratio, 0), STRIP_CAP) / STRIP_CAP) * heightPx);
    geometry.bars.push({ x, width: Math.max(1, endPx - x - 1), height, tone: toneOf(bar.ratio) });
  }
  return geometry;
}
