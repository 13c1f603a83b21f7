import { formatRatio } from '../../ui/charts/format-ratio.ts';

/** Beyond this a line would flatten everything else; how far beyond says nothing more. */
const CEILING = 20;

/** A ratio as a line chart draws it: null where nothing was judged, cut at the ceiling. */
export function drawnRatio(ratio: number | null, isJudged: boolean): number | null {
  return ratio === null || !isJudged ? null : Math.min(ratio, CEILING);
}

export function drawnRatioText(ratio: number): string {
  return ratio >= CEILING ? `> ${CEILING}` : formatRatio(ratio);
}
