import type { MersenneTwister } from '../../detectors/mersenne-twister.ts';

/** Whole number in [0, max] by rejection under a mask, as NumPy's legacy generator draws it. */
function upTo(random: MersenneTwister, max: number): number {
  const mask = max === 0 ? 0 : 2 ** (32 - Math.clz32(max)) - 1;
  for (;;) {
    const draw = (random.uint32() & mask) >>> 0;
    if (draw <= max) return draw;
  }
}

/** `RandomState.shuffle` of a one-dimensional array, in place: Fisher–Yates from the end. */
export function numpyShuffle(random: MersenneTwister, values: Uint32Array): Uint32Array {
  for (let i = values.length - 1; i > 0; i -= 1) {
    const j = upTo(random, i);
    [values[i], values[j]] = [values[j] ?? 0, values[i] ?? 0];
  }
  return values;
}

/** `RandomState.permutation(n)`. */
export function numpyPermutation(random: MersenneTwister, n: number): Uint32Array {
  return numpyShuffle(
    random,
    Uint32Array.from({ length: n }, (_, i) => i),
  );
}
