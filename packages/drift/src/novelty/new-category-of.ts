import { categoricalValue } from '../grid/cell-of-value.ts';
import type { CategoricalLayout } from '../grid/grid.ts';

/** The category that a raw value is counted as new by; null where it is known, or no category. */
export function newCategoryOf(layout: CategoricalLayout, raw: unknown): string | null {
  if (layout.feature.kind === 'boolean' || layout.feature.saturated) return null;
  const value = categoricalValue(raw, layout.feature.coerce);
  if (typeof value === 'string' || layout.cellByCategory.has(value.category)) return null;
  return value.category;
}
