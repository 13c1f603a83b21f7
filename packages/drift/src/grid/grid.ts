/** Where a feature's value is taken from: the event's features, its score, or the answer itself. */
export type FeatureSource = 'feature' | 'score' | 'prediction';

/** Name of the pseudo-feature that carries the model's output; always the last of a grid. */
export const PREDICTION_FEATURE = 'prediction';

/**
 * Cell i holds values in (edges[i − 1], edges[i]]; the first cell is open below, the last open above. Values are
 * standardised as (value − centre) ÷ scale for the moments.
 */
export type NumericFeatureGrid = {
  name: string;
  source: FeatureSource;
  kind: 'numeric';
  /** Numeric strings count as numbers (declared by whoever made the reference). */
  coerce: boolean;
  edges: readonly number[];
  centre: number;
  scale: number;
};

/** Cells: one per category, then `other` (known but rare), then `new` (never seen in the reference). */
export type CategoricalFeatureGrid = {
  name: string;
  source: FeatureSource;
  kind: 'categorical';
  /** Numbers count as categories (declared by whoever made the reference). */
  coerce: boolean;
  categories: readonly string[];
  others: readonly string[];
  /** The reference had more categories than can be remembered: an unseen one counts as `other`, never as `new`. */
  saturated: boolean;
};

export type FeatureGrid = NumericFeatureGrid | CategoricalFeatureGrid;

/** What an event can hold instead of a value, each with a cell of its own behind the value cells. */
export const SPECIAL_CELLS = [
  'absent',
  'null',
  'wrongType',
  'notANumber',
  'positiveInfinity',
  'negativeInfinity',
] as const;
export type SpecialCell = (typeof SPECIAL_CELLS)[number];
export const SPECIAL_CELL_COUNT = SPECIAL_CELLS.length;

type LayoutBase = {
  /** Position in the grid's order. */
  index: number;
  /** First cell in the counts of the whole grid. */
  offset: number;
  /** Value cells; the special ones follow. */
  valueCells: number;
};
export type NumericLayout = LayoutBase & { feature: NumericFeatureGrid; kind: 'numeric'; edges: Float64Array };
export type CategoricalLayout = LayoutBase & {
  feature: CategoricalFeatureGrid;
  kind: 'categorical';
  cellByCategory: ReadonlyMap<string, number>;
  otherCell: number;
  newCell: number;
};
export type FeatureLayout = NumericLayout | CategoricalLayout;

/** A reference's grid, compiled for counting. `id` = first 12 hex digits of the hash of its features. */
export type Grid = {
  id: string;
  features: readonly FeatureGrid[];
  layouts: readonly FeatureLayout[];
  cellCount: number;
};
