import type { VectorLayout } from '../grid/grid.ts';
import { addWaves, WAVE_UNIT } from './random-features.ts';

export type SummarisedVectors = { n: number; sums: number[]; traces: [number, number, number] };

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1)
    for (let k = 0; k < size; k += 1) {
      const factor = a[i * size + k] ?? 0;
      if (factor === 0) continue;
      for (let j = 0; j < size; j += 1)
        result[i * size + j] = (result[i * size + j] ?? 0) + factor * (b[k * size + j] ?? 0);
    }
  return result;
}

function trace(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  // Both are symmetric, so that the trace of the product is the sum of products of entries.
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/**
 * Sums of random Fourier features of some vectors, and traces of the first three powers of their covariance matrix
 * (divisor n − 1; features scaled to length 1). n < 2: traces of 0. The second is freed of its bias of (first)² ÷ n.
 */
export function summariseVectors(layout: VectorLayout, vectors: Iterable<ArrayLike<number>>): SummarisedVectors {
  const size = 2 * layout.feature.frequencies;
  const sums = new Float64Array(size);
  const outer = new Float64Array(size * size);
  const one = new Float64Array(size);
  let n = 0;
  for (const vector of vectors) {
    one.fill(0);
    addWaves(one, 0, layout, vector);
    n += 1;
    for (let i = 0; i < size; i += 1) {
      const wave = one[i] ?? 0;
      sums[i] = (sums[i] ?? 0) + wave;
      for (let j = 0; j < size; j += 1) outer[i * size + j] = (outer[i * size + j] ?? 0) + wave * (one[j] ?? 0);
    }
  }
  if (n < 2) return { n, sums: [...sums], traces: [0, 0, 0] };
  const unit = WAVE_UNIT ** 2 * layout.feature.frequencies;
  const covariance = outer.map(
    (entry, at) => (entry - ((sums[Math.floor(at / size)] ?? 0) * (sums[at % size] ?? 0)) / n) / (n - 1) / unit,
  );
  let first = 0;
  for (let i = 0; i < size; i += 1) first += covariance[i * size + i] ?? 0;
  const second = Math.max(first ** 2 / size, trace(covariance, covariance) - first ** 2 / n);
  return { n, sums: [...sums], traces: [first, second, trace(product(covariance, covariance, size), covariance)] };
}
