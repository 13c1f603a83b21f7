import type { DriftHeatmap } from '@leeway/services';
import { RANGE_PRESETS, type RangePreset } from '../shell/time-range.ts';

/** Below, what was judged is a sliver at the right of the picture. */
const SLIVER = 1 / 4;

/** Start of the first column in which anything had events; null where none had. */
function firstColumnMs({ rows, columns }: Pick<DriftHeatmap, 'rows' | 'columns'>): number | null {
  let first = Infinity;
  for (const { marks } of rows) {
    const at = marks.search(/[^-]/u);
    if (at >= 0) first = Math.min(first, at);
  }
  return columns[first] ?? null;
}

/** The shortest preset that holds all that was judged, where the range shown is mostly empty before it; else null. */
export function fittingPreset(
  heatmap: Pick<DriftHeatmap, 'rows' | 'columns' | 'fromMs' | 'toMs'>,
): { preset: RangePreset; label: string; firstMs: number } | null {
  const { fromMs, toMs } = heatmap;
  const firstMs = firstColumnMs(heatmap);
  if (firstMs === null || toMs - firstMs > SLIVER * (toMs - fromMs)) return null;
  const fitting = RANGE_PRESETS.find(({ spanMs }) => spanMs >= toMs - firstMs);
  if (fitting === undefined || fitting.spanMs >= toMs - fromMs) return null;
  return { preset: fitting.key, label: fitting.label, firstMs };
}
