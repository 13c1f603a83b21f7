import { BOOLEAN_CATEGORIES } from '../grid/boolean-value.ts';
import { numericCell } from '../grid/cell-of-value.ts';
import { SPECIAL_CELLS, type FeatureSource, type NumericFeatureGrid } from '../grid/grid.ts';
import { numericEdges } from '../grid/numeric-edges.ts';
import { TEXT_MEASURES } from '../grid/text-measure.ts';
import { FREQUENCIES } from '../multivariate/random-features.ts';
import type { ColumnReading } from './column-sample.ts';
import { REMEMBERED_CATEGORIES, type CategorySample } from './category-sample.ts';
import type { NumericSample } from './numeric-sample.ts';
import type { ReferenceBody } from './reference-body.ts';
import type { VectorSample } from './vector-sample.ts';

/** Most categories with a cell of their own. */
export const MAX_CATEGORIES = 1_000;

type FeatureBody = ReferenceBody['features'][number];
type Column = { name: string; source: FeatureSource; coerce: boolean; special: ColumnReading['special'] };

function base({ special }: Column) {
  return { missing: special.absent + special.null, mean: null, sd: null, min: null, max: null };
}

function specialCounts({ special }: Column): number[] {
  return SPECIAL_CELLS.map((cell) => special[cell]);
}

/** Standardising needs a finite centre and a positive scale even where mean or sd is zero or out of range. */
function standardisation(mean: number | null, sd: number | null): { centre: number; scale: number } {
  const centre = mean ?? 0;
  if (sd !== null && sd > 0) return { centre, scale: sd };
  return { centre, scale: Math.abs(centre) || 1 };
}

function freezeNumeric(column: Column, numbers: NumericSample, text?: NumericFeatureGrid['text']): FeatureBody {
  const { name, source, coerce } = column;
  const sample = numbers.weighted();
  const edges = numericEdges(sample);
  const typedEdges = Float64Array.from(edges);
  const cells = Array.from({ length: edges.length + 1 }, () => 0);
  for (let i = 0; i < sample.values.length; i += 1) {
    const cell = numericCell(typedEdges, sample.values[i] ?? 0);
    cells[cell] = (cells[cell] ?? 0) + (sample.weights[i] ?? 0);
  }
  const { mean, sd, min, max, rankErrorShare } = numbers;
  const grid = { name, source, kind: 'numeric' as const, coerce, edges, ...standardisation(mean, sd) };
  return {
    ...base(column),
    grid: text === undefined ? grid : { ...grid, text },
    values: numbers.count,
    mean,
    sd,
    min,
    max,
    rankErrorShare,
    counts: [...cells, ...specialCounts(column)],
  };
}

function freezeCategorical(column: Column, categories: CategorySample): FeatureBody {
  const { name, source, coerce } = column;
  const ranked = categories.ranked();
  const top = ranked.slice(0, MAX_CATEGORIES);
  const named = top.reduce((sum, { count }) => sum + count, 0);
  return {
    ...base(column),
    grid: {
      name,
      source,
      kind: 'categorical',
      coerce,
      categories: top.map(({ category }) => category),
      others: ranked.slice(MAX_CATEGORIES, REMEMBERED_CATEGORIES).map(({ category }) => category),
      saturated: categories.saturated,
    },
    values: categories.total,
    rankErrorShare: categories.countError / Math.max(1, categories.total),
    counts: [...top.map(({ count }) => count), categories.total - named, 0, ...specialCounts(column)],
  };
}

function freezeBoolean(column: Column, categories: CategorySample): FeatureBody {
  const { name, source, coerce } = column;
  const counted = new Map(categories.ranked().map(({ category, count }) => [category, count]));
  const cells = BOOLEAN_CATEGORIES.map((category) => counted.get(category) ?? 0);
  return {
    ...base(column),
    grid: { name, source, kind: 'boolean', coerce, categories: [...BOOLEAN_CATEGORIES], others: [], saturated: false },
    values: categories.total,
    rankErrorShare: 0,
    counts: [...cells, 0, 0, ...specialCounts(column)],
  };
}

function freezeVectors(column: Column, vectors: VectorSample): FeatureBody {
  const { name, coerce } = column;
  return {
    ...base(column),
    grid: {
      name,
      source: 'feature',
      kind: 'vector',
      coerce,
      dimension: vectors.dimension,
      bandwidth: vectors.bandwidth(),
      frequencies: FREQUENCIES,
    },
    values: vectors.count,
    rankErrorShare: 0,
    counts: [vectors.count, ...specialCounts(column)],
  };
}

/** Lays grids over what was read of a column and counts it there; text makes a feature for each of its measures. */
export function freezeColumn(
  { name, source, coerce }: { name: string; source: FeatureSource; coerce: boolean },
  reading: ColumnReading,
): FeatureBody[] {
  const column = { name, source, coerce, special: reading.special };
  switch (reading.kind) {
    case 'numeric':
      return [freezeNumeric(column, reading.numbers)];
    case 'categorical':
      return [freezeCategorical(column, reading.categories)];
    case 'boolean':
      return [freezeBoolean(column, reading.categories)];
    case 'vector':
      return [freezeVectors(column, reading.vectors)];
    case 'text':
      return TEXT_MEASURES.map((measure) =>
        freezeNumeric({ ...column, name: `${name}.${measure}` }, reading.text[measure], { key: name, measure }),
      );
  }
}
