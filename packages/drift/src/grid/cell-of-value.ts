import { BOOLEAN_CATEGORIES, booleanValue } from './boolean-value.ts';
import { keyedCell } from './order-keys.ts';
import { categoryKey, MAX_CATEGORY_LENGTH } from './category-key.ts';
import {
  SPECIAL_CELLS,
  type CategoricalLayout,
  type FeatureLayout,
  type NumericLayout,
  type SpecialCell,
  type VectorLayout,
} from './grid.ts';

const SPECIAL_OFFSET = Object.fromEntries(SPECIAL_CELLS.map((cell, index) => [cell, index])) as Record<
  SpecialCell,
  number
>;

/** First cell whose upper edge is not below the value; the last cell when all are. Domain: finite value. */
export function numericCell(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Cell of a finite value in a feature's grid: what `numericCell` gives, faster where there are keys. */
export function cellOfNumber(layout: NumericLayout, value: number): number {
  return layout.keys === null ? numericCell(layout.edges, value) : keyedCell(layout.keys, layout.edges, value);
}

function nonFiniteCell(value: number): SpecialCell {
  if (value === Infinity) return 'positiveInfinity';
  return value === -Infinity ? 'negativeInfinity' : 'notANumber';
}

/** A string that a declared numeric feature may count as a number; anything else is of the wrong type. */
export function numberFromText(text: string): number | undefined {
  if (text.length > 64 || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}

/** The number that a numeric feature reads from a raw value, or the special cell the value belongs to. */
export function numericValue(raw: unknown, coerce: boolean): number | SpecialCell {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : nonFiniteCell(raw);
  if (raw === undefined) return 'absent';
  if (raw === null) return 'null';
  if (!coerce || typeof raw !== 'string') return 'wrongType';
  const value = numberFromText(raw);
  if (value === undefined) return 'wrongType';
  return Number.isFinite(value) ? value : nonFiniteCell(value);
}

/** The category that a categorical feature reads; `""` is a category like any other. */
export function categoricalValue(raw: unknown, coerce: boolean): { category: string } | SpecialCell {
  if (typeof raw === 'string') return { category: categoryKey(raw) };
  if (typeof raw === 'boolean') return { category: raw ? 'true' : 'false' };
  if (raw === undefined) return 'absent';
  if (raw === null) return 'null';
  if (typeof raw !== 'number') return 'wrongType';
  if (!Number.isFinite(raw)) return nonFiniteCell(raw);
  return coerce ? { category: String(raw) } : 'wrongType';
}

function categoricalCell(layout: CategoricalLayout, category: string): number {
  const cell = layout.cellByCategory.get(category);
  if (cell !== undefined) return cell;
  return layout.feature.saturated ? layout.otherCell : layout.newCell;
}

function cellOfBoolean(value: boolean): number {
  return BOOLEAN_CATEGORIES.indexOf(value ? 'true' : 'false');
}

/** Cell of a raw value relative to its feature's offset. */
export function cellOfNumeric(layout: NumericLayout, value: number | SpecialCell): number {
  if (typeof value === 'number') return cellOfNumber(layout, value);
  return layout.valueCells + SPECIAL_OFFSET[value];
}

export function cellOfCategory(layout: CategoricalLayout, raw: unknown): number {
  if (layout.feature.kind === 'boolean') {
    const value = booleanValue(raw, layout.feature.coerce);
    return typeof value === 'boolean' ? cellOfBoolean(value) : layout.valueCells + SPECIAL_OFFSET[value];
  }
  // Without allocating, for nearly all values.
  if (typeof raw === 'string' && raw.length <= MAX_CATEGORY_LENGTH) return categoricalCell(layout, raw);
  if (typeof raw === 'boolean') return categoricalCell(layout, raw ? 'true' : 'false');
  const value = categoricalValue(raw, layout.feature.coerce);
  if (typeof value === 'string') return layout.valueCells + SPECIAL_OFFSET[value];
  return categoricalCell(layout, value.category);
}

/** Cell of what `vectorValue` read. */
export function cellOfVector(layout: VectorLayout, value: readonly number[] | SpecialCell): number {
  return typeof value === 'string' ? layout.valueCells + SPECIAL_OFFSET[value] : 0;
}

/** Index of a special cell in the counts of the whole grid. */
export function specialCellIndex(layout: FeatureLayout, cell: SpecialCell): number {
  return layout.offset + layout.valueCells + SPECIAL_OFFSET[cell];
}
