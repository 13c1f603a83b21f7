import type { DriftHeatmap } from '@leeway/services';
import type { HeatRow } from '../../ui/charts/heat-row.ts';

type Row = DriftHeatmap['rows'][number];

function worstOf(row: Row): number {
  return Math.max(-1, ...row.ratios.map((ratio) => ratio ?? -1));
}

/** Input features, those that stand worst now first; ties by their worst moment, then by name. */
export function sortHeatRows(rows: readonly Row[]): Row[] {
  const worst = new Map(rows.map((row) => [row.feature, worstOf(row)]));
  return rows.toSorted(
    (a, b) =>
      (b.now?.ratio ?? -1) - (a.now?.ratio ?? -1) ||
      (worst.get(b.feature) ?? 0) - (worst.get(a.feature) ?? 0) ||
      a.feature.localeCompare(b.feature, 'en'),
  );
}

export function toHeatRow(row: Row): HeatRow {
  return { id: row.feature, label: row.feature, ratios: row.ratios, marks: row.marks, now: row.now };
}

/** One sentence on the whole picture. */
export function heatmapSummary(rows: readonly Row[], spanWords: string): string {
  const critical = rows.filter((row) => row.now !== null && row.now.ratio >= 1).map((row) => row.feature);
  const begin = `Drift of ${rows.length} features over ${spanWords}.`;
  if (critical.length === 0) return `${begin} None is beyond its critical threshold now.`;
  const named = critical.slice(0, 3).join(', ');
  const rest = critical.length > 3 ? ` and ${critical.length - 3} more` : '';
  return `${begin} Beyond critical now: ${named}${rest}.`;
}
