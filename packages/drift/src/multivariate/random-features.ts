import { seededNormal } from '../grid/random-normal.ts';
import type { VectorLayout } from '../grid/grid.ts';

/** Random frequencies of a vector feature: 64 cosines and 64 sines. */
export const FREQUENCIES = 64;
/** Cosines and sines are summed in units of 2^−16: exact up to 2^37 events, each off by 2^−17 at most. */
export const WAVE_UNIT = 2 ** 16;

const drawn = new WeakMap<VectorLayout, Float64Array>();

/**
 * Frequencies of a vector feature, one row of `dimension` numbers each: normal with standard deviation 1 ÷ bandwidth,
 * so that the mean product of features is the Gaussian kernel exp(−‖x − y‖² ÷ (2·bandwidth²)). Drawn from the layout's
 * seed when first needed. Source: Rahimi & Recht, NIPS 2007.
 */
export function randomFrequencies(layout: VectorLayout): Float64Array {
  const known = drawn.get(layout);
  if (known !== undefined) return known;
  const { dimension, bandwidth, frequencies } = layout.feature;
  const random = seededNormal(layout.seed);
  const matrix = Float64Array.from({ length: frequencies * dimension }, () => random() / bandwidth);
  drawn.set(layout, matrix);
  return matrix;
}

/**
 * Adds the features of one vector to integer sums, cosine and sine of each frequency by turns from `first` on. Domain:
 * finite components; a phase beyond the range of doubles counts as 0.
 */
export function addWaves(sums: Float64Array, first: number, layout: VectorLayout, vector: ArrayLike<number>): void {
  const frequencies = randomFrequencies(layout);
  const { dimension } = layout.feature;
  for (let k = 0; k < layout.feature.frequencies; k += 1) {
    let phase = 0;
    const row = k * dimension;
    for (let i = 0; i < dimension; i += 1) phase += (frequencies[row + i] as number) * (vector[i] as number);
    if (!Number.isFinite(phase)) phase = 0;
    const at = first + 2 * k;
    sums[at] = (sums[at] as number) + Math.round(Math.cos(phase) * WAVE_UNIT);
    sums[at + 1] = (sums[at + 1] as number) + Math.round(Math.sin(phase) * WAVE_UNIT);
  }
}
