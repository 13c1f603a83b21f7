import { SPECIAL_CELLS, type FeatureSource } from '../grid/grid.ts';
import { numericCell } from '../grid/cell-of-value.ts';
import { numericEdges } from '../grid/numeric-edges.ts';
import type { ColumnReading } from './column-sample.ts';
import { REMEMBERED_CATEGORIES } from './category-sample.ts';
import type { ReferenceBody } from './reference-body.ts';

/** Most categories with a cell of their own. */
export const MAX_CATEGORIES = 1_000;

type FeatureBody = ReferenceBody['features'][number];
type Column = { name: string; source: FeatureSource; coerce: boolean; reading: ColumnReading };

function specialCounts(reading: ColumnReading): number[] {
  return SPECIAL_CELLS.map((cell) => reading.special[cell]);
}

/** Standardising needs a finite centre and a positive scale even where mean or sd is zero or out of range. */
function standardisation(mean: number | null, sd: number | null): { centre: number; scale: number } {
  const centre = mean ?? 0;
  if (sd !== null && sd > 0) return { centre, scale: sd };
  return { centre, scale: Math.abs(centre) || 1 };
}

function freezeNumeric({ name, source, coerce, reading }: Column): FeatureBody {
  const { numbers } = reading;
  const sample = numbers.weighted();
  const edges = numericEdges(sample);
  const typedEdges = Float64Array.from(edges);
  const cells = Array.from({ length: edges.length + 1 }, () => 0);
  for (let i = 0; i < sample.values.length; i += 1) {
    const cell = numericCell(typedEdges, sample.values[i] ?? 0);
    cells[cell] = (cells[cell] ?? 0) + (sample.weights[i] ?? 0);
  }
  return {
    grid: { name, source, kind: 'numeric', coerce, edges, ...standardisation(numbers.mean, numbers.sd) },
    values: numbers.count,
    missing: reading.special.absent + reading.special.null,
    mean: numbers.mean,
    sd: numbers.sd,
    min: numbers.min,
    max: numbers.max,
    rankErrorShare: numbers.rankErrorShare,
    counts: [...cells, ...specialCounts(reading)],
  };
}

function freezeCategorical({ name, source, coerce, reading }: Column): FeatureBody {
  const ranked = reading.categories.ranked();
  const top = ranked.slice(0, MAX_CATEGORIES);
  const named = top.reduce((sum, { count }) => sum + count, 0);
  return {
    grid: {
      name,
      source,
      kind: 'categorical',
      coerce,
      categories: top.map(({ category }) => category),
      others: ranked.slice(MAX_CATEGORIES, REMEMBERED_CATEGORIES).map(({ category }) => category),
      saturated: reading.categories.saturated,
    },
    values: reading.categories.total,
    missing: reading.special.absent + reading.special.null,
    mean: null,
    sd: null,
    min: null,
    max: null,
    rankErrorShare: reading.categories.countError / Math.max(1, reading.categories.total),
    counts: [...top.map(({ count }) => count), reading.categories.total - named, 0, ...specialCounts(reading)],
  };
}

/** Lays the grid over what was read of a column and counts it there. */
export function freezeColumn(column: Column): FeatureBody {
  return column.reading.kind === 'numeric' ? freezeNumeric(column) : freezeCategorical(column);
}
