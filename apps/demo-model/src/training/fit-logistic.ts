import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { AGE_WEIGHT, INTERCEPT, type EncodedRows } from './encoding.ts';

/** Local names for the innermost loops: test runners look an imported one up at each use. */
const [INTERCEPT_AT, AGE_AT] = [INTERCEPT, AGE_WEIGHT];

export type LogisticFit = {
  weights: Float64Array;
  iterations: number;
  /** Largest component of the penalised gradient, divided by the rows: 0 at the optimum. */
  gradientPerRow: number;
};

export type FitOptions = {
  /** Ridge penalty ½·l2·|w|² on all weights but the intercept; it also makes the optimum unique. */
  l2?: number;
  maxIterations?: number;
  gradientTolerancePerRow?: number;
};

/**
 * Penalised logistic regression by Newton's method with step halving (iteratively reweighted least squares).
 * Exact and free of randomness: the log-likelihood is concave, and with l2 > 0 strictly so in the penalised weights.
 */
export function fitLogistic(rows: EncodedRows, labels: Uint8Array, options: FitOptions = {}): LogisticFit {
  const { l2 = 1, maxIterations = 50, gradientTolerancePerRow = 1e-10 } = options;
  if (rows.rows === 0 || rows.rows !== labels.length) throw new RangeError('as many labels as rows are needed');
  let weights = new Float64Array(rows.columns);
  let value = penalisedLogLikelihood(rows, labels, weights, l2);
  for (let iteration = 0; ; iteration += 1) {
    const { gradient, hessian } = derivatives(rows, labels, weights, l2);
    const gradientPerRow = gradient.reduce((most, part) => Math.max(most, Math.abs(part)), 0) / rows.rows;
    if (gradientPerRow <= gradientTolerancePerRow || iteration >= maxIterations)
      return { weights, iterations: iteration, gradientPerRow };
    const step = new CholeskyDecomposition(hessian).solve(Matrix.columnVector(gradient)).to1DArray();
    const next = bestStep(rows, labels, weights, step, value, l2);
    if (next === null) return { weights, iterations: iteration, gradientPerRow };
    ({ weights, value } = next);
  }
}

/** Halves the Newton step until the likelihood does not fall; null when no step is left at float precision. */
function bestStep(
  rows: EncodedRows,
  labels: Uint8Array,
  from: Float64Array,
  step: readonly number[],
  fromValue: number,
  l2: number,
): { weights: Float64Array<ArrayBuffer>; value: number } | null {
  for (let scale = 1; scale > 1e-6; scale /= 2) {
    const weights = from.map((weight, index) => weight + scale * (step[index] ?? 0));
    const value = penalisedLogLikelihood(rows, labels, weights, l2);
    if (value >= fromValue - 1e-9 * Math.abs(fromValue)) return { weights: Float64Array.from(weights), value };
  }
  return null;
}

/** Linear predictor of one encoded row. */
export function linearScore(rows: EncodedRows, row: number, weights: Float64Array): number {
  let sum = (weights[INTERCEPT_AT] ?? 0) + (rows.age[row] ?? 0) * (weights[AGE_AT] ?? 0);
  const from = row * rows.hotPerRow;
  for (let at = from; at < from + rows.hotPerRow; at += 1) {
    const column = rows.hot[at] ?? -1;
    if (column >= 0) sum += weights[column] ?? 0;
  }
  return sum;
}

/** 1/(1+e^-z) without overflow. */
export function logistic(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const power = Math.exp(z);
  return power / (1 + power);
}

/** Σ [y·z − log(1+e^z)] − ½·l2·|w|², with log(1+e^z) = max(z,0) + log1p(e^−|z|). */
export function penalisedLogLikelihood(
  rows: EncodedRows,
  labels: Uint8Array,
  weights: Float64Array,
  l2: number,
): number {
  let sum = 0;
  for (let row = 0; row < rows.rows; row += 1) {
    const z = linearScore(rows, row, weights);
    sum += (labels[row] ?? 0) * z - Math.max(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
  }
  for (let column = 1; column < rows.columns; column += 1) sum -= (l2 / 2) * (weights[column] ?? 0) ** 2;
  return sum;
}

function derivatives(
  rows: EncodedRows,
  labels: Uint8Array,
  weights: Float64Array,
  l2: number,
): { gradient: Float64Array; hessian: Matrix } {
  const { columns } = rows;
  const gradient = new Float64Array(columns);
  const upper = new Float64Array(columns * columns);
  const places = new Int16Array(rows.hotPerRow + 2);
  for (let row = 0; row < rows.rows; row += 1) {
    const age = rows.age[row] ?? 0;
    const count = placesOfRow(rows, row, places);
    const p = logistic(linearScore(rows, row, weights));
    const residual = (labels[row] ?? 0) - p;
    const curvature = p * (1 - p);
    for (let i = 0; i < count; i += 1) {
      const a = places[i] ?? 0;
      const x = a === AGE_AT ? age : 1;
      gradient[a] = (gradient[a] ?? 0) + residual * x;
      for (let j = i; j < count; j += 1) {
        const b = places[j] ?? 0;
        const cell = a * columns + b;
        upper[cell] = (upper[cell] ?? 0) + curvature * x * (b === AGE_AT ? age : 1);
      }
    }
  }
  for (let column = 1; column < columns; column += 1) {
    gradient[column] = (gradient[column] ?? 0) - l2 * (weights[column] ?? 0);
    upper[column * columns + column] = (upper[column * columns + column] ?? 0) + l2;
  }
  return { gradient, hessian: symmetricFromUpper(upper, columns) };
}

/** Non-zero columns of a row in ascending order; returns how many there are. */
function placesOfRow(rows: EncodedRows, row: number, places: Int16Array): number {
  places[0] = INTERCEPT_AT;
  places[1] = AGE_AT;
  let count = 2;
  for (let at = 0; at < rows.hotPerRow; at += 1) {
    const column = rows.hot[row * rows.hotPerRow + at] ?? -1;
    if (column >= 0) places[count++] = column;
  }
  return count;
}

function symmetricFromUpper(upper: Float64Array, columns: number): Matrix {
  const matrix = new Matrix(columns, columns);
  for (let a = 0; a < columns; a += 1)
    for (let b = a; b < columns; b += 1) {
      matrix.set(a, b, upper[a * columns + b] ?? 0);
      matrix.set(b, a, upper[a * columns + b] ?? 0);
    }
  return matrix;
}
