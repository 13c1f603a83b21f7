import type { TextMeasure } from './text-measure.ts';

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
  /** Present where the number is measured on the text that the event carries under `key`. */
  text?: { key: string; measure: TextMeasure };
};

/**
 * Cells: one per category, then `other` (known but rare), then `new` (never seen in the reference). A boolean has the
 * categories "false" and "true" and nothing else.
 */
export type CategoricalFeatureGrid = {
  name: string;
  source: FeatureSource;
  kind: 'categorical' | 'boolean';
  /** Numbers count as categories; for booleans also 0, 1 and their words (declared by whoever made the reference). */
  coerce: boolean;
  categories: readonly string[];
  others: readonly string[];
  /** The reference had more categories than can be remembered: an unseen one counts as `other`, never as `new`. */
  saturated: boolean;
};

/** One cell for all vectors of the right dimension; what they are like is in sums of random Fourier features. */
export type VectorFeatureGrid = {
  name: string;
  source: 'feature';
  kind: 'vector';
  /** Text that holds a JSON array counts as a vector (declared by whoever made the reference). */
  coerce: boolean;
  dimension: number;
  /** Of the Gaussian kernel: median distance of two reference vectors. */
  bandwidth: number;
  /** Random frequencies, each with a cosine and a sine. */
  frequencies: number;
};

export type FeatureGrid = NumericFeatureGrid | CategoricalFeatureGrid | VectorFeatureGrid;
/** What a feature is to people. How it is counted is `FeatureLayout['kind']`. */
export type FeatureKind = FeatureGrid['kind'];

/** Linear reconstruction from principal components: of which features, and the components as rows. */
export type ReconstructionGrid = {
  /** Positions of numeric features in the grid's order, ascending. */
  features: readonly number[];
  /** Orthonormal; one number per feature each. */
  components: readonly (readonly number[])[];
};

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
  /** Under which the event's features carry the raw value; the feature's name but for what is measured on text. */
  key: string;
};
export type NumericLayout = LayoutBase & {
  feature: NumericFeatureGrid;
  kind: 'numeric';
  edges: Float64Array;
  /** What `keyedCell` needs to find a cell fast, of grids that count many events; null where bisecting is better. */
  keys: Int32Array | null;
  measure: TextMeasure | null;
  /** Smallest and largest reference value, standardised, in units of the moments. */
  lowest: number;
  highest: number;
  /** Place among the features that are reconstructed; −1 for none. */
  slot: number;
};
export type CategoricalLayout = LayoutBase & {
  feature: CategoricalFeatureGrid;
  kind: 'categorical';
  cellByCategory: ReadonlyMap<string, number>;
  otherCell: number;
  newCell: number;
};
export type VectorLayout = LayoutBase & {
  feature: VectorFeatureGrid;
  kind: 'vector';
  /** First of its sums (cosine and sine of each frequency by turns) in the sums of all vectors. */
  firstSum: number;
  /** What its random frequencies are drawn from. */
  seed: string;
};
export type FeatureLayout = NumericLayout | CategoricalLayout | VectorLayout;

/** A reference's grid, compiled for counting. `id` = first 12 hex digits of the hash of all that it consists of. */
export type Grid = {
  id: string;
  features: readonly FeatureGrid[];
  layouts: readonly FeatureLayout[];
  cellCount: number;
  /** Sums of all vector features together. */
  vectorSumCount: number;
  reconstruction: { grid: ReconstructionGrid; components: Float64Array } | null;
};
