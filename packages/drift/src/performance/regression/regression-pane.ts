import { addExact } from '../../pane/exact-sum.ts';

/** Errors are counted in units of 2^−20 of the scale, and squares in units of 2^−20 of its square. */
export const ERROR_UNIT = 2 ** 20;
/** Errors and values beyond this many scales count as that, and are told. */
export const LARGEST_SCALES = 2 ** 10;
/** Cells an octave for the sizes of errors, between 2^−20 and 2^10 scales. */
export const CELLS_PER_OCTAVE = 8;
const OCTAVES = 30;
export const SIZE_CELLS = OCTAVES * CELLS_PER_OCTAVE + 2;

/** Sums of a pane by name, two doubles each: see exact-sum. */
export const REGRESSION_SUMS = ['error', 'size', 'square', 'value', 'valueSquare', 'relative', 'squaredLog'] as const;
export type RegressionSum = (typeof REGRESSION_SUMS)[number];

export const REGRESSION_COUNTERS = ['count', 'clamped', 'vast', 'withoutLog', 'unusable'] as const;

/** What values are measured by, fixed when a reference is frozen: about their mean and their standard deviation. */
export type RegressionScale = { centre: number; scale: number };

/**
 * Errors of a regression model over one stretch, all integers, so that panes add exactly in any order. Written by
 * `countPrediction` and `addRegressionPane` only.
 */
export type RegressionPane = {
  readonly sums: Float64Array;
  /** Sizes of errors: below the first octave, the octaves in eighths, above the last. */
  readonly sizes: Float64Array;
  count: number;
  /** Rows with an error or a value beyond `LARGEST_SCALES`, with a relative error beyond 2^30, without a logarithm. */
  clamped: number;
  vast: number;
  withoutLog: number;
  /** Labelled events without two numbers to compare: in no metric. */
  unusable: number;
};

export function createRegressionPane(): RegressionPane {
  return {
    sums: new Float64Array(REGRESSION_SUMS.length * 2),
    sizes: new Float64Array(SIZE_CELLS),
    count: 0,
    clamped: 0,
    vast: 0,
    withoutLog: 0,
    unusable: 0,
  };
}

export function sumIndex(sum: RegressionSum): number {
  return REGRESSION_SUMS.indexOf(sum) * 2;
}

/** Cell of a size in scales; cell i ≥ 1 begins at 2^((i − 1)/8 − 20). */
function sizeCell(size: number): number {
  if (size < 2 ** -20) return 0;
  return Math.min(SIZE_CELLS - 1, Math.floor((Math.log2(size) + 20) * CELLS_PER_OCTAVE) + 1);
}

function clamp(scales: number): number {
  return Math.max(-LARGEST_SCALES, Math.min(LARGEST_SCALES, scales));
}

const SMALLEST_DIVISOR = Number.EPSILON;
const VAST = 2 ** 30;

/** Adds one prediction whose truth is known. Both must be finite. */
export function countPrediction(pane: RegressionPane, by: RegressionScale, actual: number, predicted: number): void {
  // Halves, so that the difference of two large numbers is not taken for endless.
  const exactError = 2 * ((predicted / 2 - actual / 2) / by.scale);
  const exactValue = 2 * ((actual / 2 - by.centre / 2) / by.scale);
  const [error, value] = [clamp(exactError), clamp(exactValue)];
  if (error !== exactError || value !== exactValue) pane.clamped += 1;
  const size = Math.abs(error);
  const add = (sum: RegressionSum, amount: number): void =>
    addExact(pane.sums, sumIndex(sum), Math.round(amount * ERROR_UNIT));
  add('error', error);
  add('size', size);
  add('square', error * error);
  add('value', value);
  add('valueSquare', value * value);
  const relative = Math.abs(predicted - actual) / Math.max(Math.abs(actual), SMALLEST_DIVISOR);
  add('relative', Math.min(relative, VAST));
  if (relative > VAST) pane.vast += 1;
  if (actual <= -1 || predicted <= -1) pane.withoutLog += 1;
  else add('squaredLog', (Math.log1p(predicted) - Math.log1p(actual)) ** 2);
  const cell = sizeCell(size);
  pane.sizes[cell] = (pane.sizes[cell] ?? 0) + 1;
  pane.count += 1;
}

/** Adds a pane to another, in place; exactly commutative and associative. */
export function addRegressionPane(target: RegressionPane, pane: RegressionPane): void {
  for (let i = 0; i < pane.sums.length; i += 2) {
    target.sums[i + 1] = (target.sums[i + 1] ?? 0) + (pane.sums[i + 1] ?? 0);
    addExact(target.sums, i, pane.sums[i] ?? 0);
  }
  for (let cell = 0; cell < SIZE_CELLS; cell += 1)
    target.sizes[cell] = (target.sizes[cell] ?? 0) + (pane.sizes[cell] ?? 0);
  for (const counter of REGRESSION_COUNTERS) target[counter] += pane[counter];
}
